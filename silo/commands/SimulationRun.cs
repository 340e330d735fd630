using System.Globalization;
using CreditRisk.Silo.Simulator;
using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>What a simulation came to.</summary>
/// <param name="Customers">Customers.</param>
/// <param name="From">The first day.</param>
/// <param name="Days">How many days.</param>
/// <param name="Events">Events written or sent; repeats that senders make are among them.</param>
/// <param name="ByType">Events by type.</param>
/// <param name="Bytes">Their bytes, line ends included and before compression.</param>
/// <param name="Answered">What the receiver answered; absent where nobody answers.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rate">Events per second.</param>
public sealed record SimulationSummary(
    int Customers,
    string From,
    int Days,
    long Events,
    IReadOnlyDictionary<string, long> ByType,
    long Bytes,
    Delivery? Answered,
    double Seconds,
    double Rate)
{
    /// <summary>The summary in one line.</summary>
    public override string ToString()
    {
        var answers = Answered is null ? "" : $", answered: {Answered}";
        return $"{Number(Events)} events of {Number(Customers)} customers, {Number(Days)} days from {From}, {Number(Seconds)} s, {Number(Rate)} events/s{answers}";
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}

/// <summary>Writes the events of some days of a portfolio to a sink.</summary>
/// <param name="simulator">The portfolio.</param>
/// <param name="from">The first day.</param>
/// <param name="days">How many days.</param>
/// <param name="clock">Measures how long it takes.</param>
internal sealed class SimulationRun(PortfolioSimulator simulator, LocalDate from, int days, TimeProvider clock)
{
    private readonly SortedDictionary<string, long> _byType = new(StringComparer.Ordinal);
    private long _events;
    private long _bytes;

    /// <summary>Writes all events.</summary>
    /// <param name="sink">Where they go.</param>
    /// <param name="progress">Told the share of the days that is done.</param>
    /// <param name="cancellation">Ends it between two events.</param>
    public async Task<SimulationSummary> RunAsync(IEventSink sink, Action<double> progress, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        for (var day = 0; day < days; day++)
        {
            foreach (var simulated in simulator.EventsOn(from.PlusDays(day)))
            {
                cancellation.ThrowIfCancellationRequested();
                await sink.WriteAsync(simulated.Json, cancellation);
                _events++;
                _bytes += simulated.Json.Length + 1;
                _byType[simulated.Type] = _byType.GetValueOrDefault(simulated.Type) + 1;
            }

            progress((day + 1.0) / days);
        }

        var answered = await sink.FinishAsync(cancellation);
        var seconds = clock.GetElapsedTime(begun).TotalSeconds;
        return new SimulationSummary(
            simulator.Options.Customers,
            from.ToString("uuuu'-'MM'-'dd", CultureInfo.InvariantCulture),
            days,
            _events,
            _byType,
            _bytes,
            answered,
            Math.Round(seconds, 3),
            seconds > 0 ? Math.Round(_events / seconds) : 0);
    }
}
