using CreditRisk.Domain.Time;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Terminal;

/// <summary>What a live view shows at one moment.</summary>
/// <param name="Now">The simulated instant.</param>
/// <param name="DaysPerSecond">Simulated days per second, lately.</param>
/// <param name="Events">Events that became durable since the start.</param>
/// <param name="EventsPerSecond">The same a second, lately.</param>
/// <param name="Refused">Those of them in the dead letters.</param>
/// <param name="P50Milliseconds">Half of the events became durable within this time; null before the first.</param>
/// <param name="P99Milliseconds">99 of a hundred became durable within this time; null before the first.</param>
/// <param name="Portfolio">Stages and sums.</param>
/// <param name="Warnings">How many warnings there are in the store, at least.</param>
/// <param name="NewestWarnings">The newest warnings, the newest first.</param>
/// <param name="Trouble">Why nothing becomes durable, or null.</param>
internal sealed record LiveSnapshot(
    Instant Now,
    double DaysPerSecond,
    long Events,
    double EventsPerSecond,
    long Refused,
    double? P50Milliseconds,
    double? P99Milliseconds,
    PortfolioView Portfolio,
    long Warnings,
    IReadOnlyList<WarningView> NewestWarnings,
    string? Trouble);

/// <summary>Gathers what a live view shows. For use by one thread.</summary>
/// <param name="engine">The pipeline.</param>
/// <param name="counters">What the feed counts.</param>
/// <param name="now">The simulated time.</param>
/// <param name="clock">The real clock, for rates.</param>
internal sealed class LiveFigures(Engine engine, FeedCounters counters, Func<Instant> now, TimeProvider clock)
{
    private const int NewestWarnings = 40;

    // Rates are those of the last so many looks.
    private const int Looks = 10;

    private readonly Queue<Look> _looks = new([new Look(clock.GetTimestamp(), 0, now())]);

    private LiveSnapshot? _last;

    /// <summary>The figures at this moment; while the store cannot be read the last ones, with the reason.</summary>
    /// <exception cref="StoreException">The store cannot be read, and never could.</exception>
    public LiveSnapshot Read()
    {
        try
        {
            return _last = ReadNow();
        }
        catch (StoreException away) when (_last is not null)
        {
            return _last with { Trouble = away.Message };
        }
    }

    private LiveSnapshot ReadNow()
    {
        var instant = now();
        var events = counters.Durable;
        var since = _looks.Count >= Looks ? _looks.Dequeue() : _looks.Peek();
        var look = new Look(clock.GetTimestamp(), events, instant);
        _looks.Enqueue(look);
        var seconds = Math.Max(0.001, clock.GetElapsedTime(since.Timestamp, look.Timestamp).TotalSeconds);
        var effects = engine.Reader.NewestEffects(NewestWarnings);
        var status = engine.Committer.Status;
        return new LiveSnapshot(
            instant,
            (instant - since.Now).TotalDays / seconds,
            events,
            (events - since.Events) / seconds,
            counters.Refused,
            counters.Latency(0.5),
            counters.Latency(0.99),
            PortfolioView.Of(engine.Reader.Totals(), CivilDate.At(instant, engine.Rules.Book.DefaultZone)),
            effects.Count == 0 ? 0 : effects[0].Offset,
            [.. effects.Where(effect => effect.Topic == WarningEncoder.Topic).Select(effect => WarningView.Of(effect.Body))],
            status.State == CommitterState.Unavailable ? status.Failure : null);
    }

    private readonly record struct Look(long Timestamp, long Events, Instant Now);
}
