namespace CreditRisk.Silo.Simulator;

/// <summary>What a customer is supplied with.</summary>
internal enum Service : byte
{
    Electricity = 0,
    Gas = 1,
    Water = 2,
}

/// <summary>How services are called.</summary>
internal static class Supply
{
    /// <summary>All services, in the order of their numbers.</summary>
    public static readonly Service[] All = [Service.Electricity, Service.Gas, Service.Water];

    private static readonly string[] Names = ["electricity", "gas", "water"];
    private static readonly string[] Units = ["kWh", "kWh", "m3"];

    /// <summary>The service's name in events and tariffs.</summary>
    public static string NameOf(Service service) => Names[(int)service];

    /// <summary>The unit its quantities are in.</summary>
    public static string UnitOf(Service service) => Units[(int)service];
}
