using System.Collections.Immutable;
using CreditRisk.Domain.Money;

namespace CreditRisk.Domain.Policies;

/// <summary>What a tariff is asked for.</summary>
/// <param name="Service">The service.</param>
/// <param name="Unit">The unit of the quantity.</param>
/// <param name="Currency">The currency's code.</param>
public readonly record struct TariffKey(string Service, string Unit, string Currency);

/// <summary>Prices for usage that comes without an amount.</summary>
/// <param name="Prices">Price of one unit, in millionths of a whole currency unit.</param>
public sealed record Tariff(ImmutableDictionary<TariffKey, long> Prices)
{
    private const long Millionths = 1_000_000;

    /// <summary>A tariff without prices.</summary>
    public static readonly Tariff Empty = new(ImmutableDictionary<TariffKey, long>.Empty);

    /// <summary>What a quantity is worth, rounded half up to whole minor units, or null where there is no price for it.</summary>
    /// <exception cref="OverflowException">The value does not fit.</exception>
    public long? Rate(string service, string unit, Amount quantity, Currency currency)
    {
        if (!Prices.TryGetValue(new TariffKey(service, unit, currency.Code), out var price))
        {
            return null;
        }

        var numerator = (Int128)quantity.Unscaled * price * Power(currency.Decimals);
        var denominator = (Int128)Power(quantity.Decimals) * Millionths;
        return checked((long)((numerator + (denominator / 2)) / denominator));
    }

    private static long Power(int decimals)
    {
        var power = 1L;
        for (var i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }
}
