using System.Diagnostics.Metrics;
using System.Globalization;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Metrics;

/// <summary>What the portfolio owes, by currency and ageing bucket, as <c>GET /v1/portfolio</c> shows it.</summary>
/// <param name="reader">The store.</param>
/// <param name="clock">Says which day it is.</param>
/// <param name="zone">The zone that the day is of.</param>
internal sealed class ReceivableMetrics(IAccountReader reader, TimeProvider clock, DateTimeZone zone)
{
    /// <summary>The amounts in whole currency units. They add up to the receivable, because the unapplied credit is negative.</summary>
    /// <exception cref="StoreException">The store does not answer.</exception>
    public IEnumerable<Measurement<double>> Read()
    {
        var today = CivilDate.At(Instant.FromDateTimeOffset(clock.GetUtcNow()), zone);
        return [.. PortfolioView.Of(reader.Totals(), today).Currencies.SelectMany(Of)];
    }

    // Every sample of Prometheus is a double: these are for looking at, and nothing is computed from them here.
    private static IEnumerable<Measurement<double>> Of(CurrencyView view) => view.Ageing.Select(bucket => new Measurement<double>(
        double.Parse(bucket.Value, CultureInfo.InvariantCulture),
        new KeyValuePair<string, object?>("currency", view.Currency),
        new KeyValuePair<string, object?>("bucket", bucket.Key)));
}
