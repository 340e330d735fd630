using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// The prices that simulated bills are made with: those of a tariff file, so that it rates usage without an amount to what the bill will charge for it. There is no standing charge.
/// </summary>
internal sealed class Prices
{
    // Quantities are thousandths of a unit, prices millionths of a whole currency unit.
    private const long Scale = 1_000L * 1_000_000;

    // By service, in minor units for a unit of the service times a million; in the order of the regions.
    private readonly long[][] _byRegion;

    /// <summary>The prices of a tariff.</summary>
    /// <exception cref="ArgumentException">It lacks a price that bills are made with; the message names it.</exception>
    public Prices(Tariff tariff) => _byRegion = [.. Regions.All.Select(region => Supply.All.Select(service => Of(tariff, service, region.Currency)).ToArray())];

    /// <summary>What a quantity costs, in minor units of the region's currency, rounded half up.</summary>
    /// <param name="thousandths">Thousandths of the service's unit, 0 or more.</param>
    /// <param name="service">The service.</param>
    /// <param name="regionIndex">Index into <see cref="Regions.All"/>.</param>
    public long Rate(long thousandths, Service service, int regionIndex)
    {
        var price = _byRegion[regionIndex][(int)service];
        return checked((long)((((Int128)thousandths * price) + (Scale / 2)) / Scale));
    }

    private static long Of(Tariff tariff, Service service, Currency currency)
    {
        var key = new TariffKey(Supply.NameOf(service), Supply.UnitOf(service), currency.Code);
        if (!tariff.Prices.TryGetValue(key, out var price))
        {
            throw new ArgumentException($"the tariff has no price of {key.Service} by {key.Unit} in {key.Currency}, which simulated bills are made with", nameof(tariff));
        }

        for (var i = 0; i < currency.Decimals; i++)
        {
            price *= 10;
        }

        return price;
    }
}
