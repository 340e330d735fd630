using CreditRisk.Domain.Money;

namespace CreditRisk.Silo.Simulator;

/// <summary>What a customer is supplied with.</summary>
internal enum Service : byte
{
    Electricity = 0,
    Gas = 1,
    Water = 2,
}

/// <summary>
/// The prices that simulated bills are made with, the one place that has them. A tariff file with the same prices rates the
/// usage that carries no amount to what the bill will charge for it. There is no standing charge.
/// <code>
///               EUR        CNY
/// electricity   0.30       0.56    per kWh
/// gas           0.11       0.32    per kWh
/// water         2.10       4.20    per m3
/// </code>
/// </summary>
internal static class Tariff
{
    // Thousandths of a minor unit per unit of the service, so that 0.305 per kWh could be said as well.
    private static readonly long[] Euro = [30_000, 11_000, 210_000];
    private static readonly long[] Yuan = [56_000, 32_000, 420_000];

    private static readonly string[] Names = ["electricity", "gas", "water"];
    private static readonly string[] Units = ["kWh", "kWh", "m3"];

    /// <summary>The service's name in events.</summary>
    public static string NameOf(Service service) => Names[(int)service];

    /// <summary>The unit its quantities are in.</summary>
    public static string UnitOf(Service service) => Units[(int)service];

    /// <summary>What a quantity costs, in minor units, rounded half up.</summary>
    /// <param name="thousandths">Thousandths of the service's unit, 0 or more.</param>
    /// <param name="service">The service.</param>
    /// <param name="currency">EUR or CNY.</param>
    public static long Rate(long thousandths, Service service, Currency currency)
    {
        var price = (currency.Code == "CNY" ? Yuan : Euro)[(int)service];
        return ((thousandths * price) + 500_000) / 1_000_000;
    }
}
