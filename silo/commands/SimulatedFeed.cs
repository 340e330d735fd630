using System.Security.Cryptography;
using System.Text;
using CreditRisk.Actor;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Ingest.Sources;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using CreditRisk.Silo.Terminal;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>What a simulated feed works with.</summary>
internal sealed record FeedParts
{
    /// <summary>The pipeline.</summary>
    public required Engine Engine { get; init; }

    /// <summary>The portfolio.</summary>
    public required PortfolioSimulator Simulator { get; init; }

    /// <summary>The simulated time, which the feed moves.</summary>
    public required SimulatedClock Clock { get; init; }

    /// <summary>What else is received, and holds time.</summary>
    public required InputHorizon Horizon { get; init; }

    /// <summary>Counts records for the metrics.</summary>
    public required PipelineMetrics Metrics { get; init; }

    /// <summary>Counts records for the view.</summary>
    public required FeedCounters Counters { get; init; }

    /// <summary>How fast time goes.</summary>
    public required DayPace Pace { get; init; }
}

/// <summary>
/// The simulator as a source with positions: an event's offset is its day and its place in the day, so that a stopped simulation goes on where it was, and what a crash left undone is
/// sent again and recognised. After the events of a day are durable, time runs on to midnight: so time alone escalates.
/// </summary>
internal sealed class SimulatedFeed : IRecordObserver
{
    /// <summary>Offsets that each day has.</summary>
    public const long OffsetsPerDay = 10_000_000;

    private const string Topic = "simulator";

    // Records that share the instant from which the metrics time them.
    private const int RecordsPerObserver = 64;

    private readonly FeedParts _parts;
    private readonly SourcePartition _partition;
    private readonly ContiguousPrefix _prefix;
    private readonly long _resumeAt;
    private readonly EventDecoder _decoder = new();
    private IRecordObserver _observer;
    private int _observed;

    /// <summary>A feed that goes on where the store says it was.</summary>
    public SimulatedFeed(FeedParts parts)
    {
        _parts = parts;
        _partition = PartitionOf(parts.Simulator.Options);
        _resumeAt = parts.Engine.Reader.ProgressOf(_partition);
        _prefix = new ContiguousPrefix(_resumeAt);
        _observer = parts.Metrics.Observe(this);
    }

    /// <summary>The input that a portfolio is: other options make another one.</summary>
    public static SourcePartition PartitionOf(SimulatorOptions options)
    {
        var text = $"simulator 1|{options.Seed}|{options.Customers}|{options.Start:uuuu-MM-dd}|{options.Usage}|{options.Prefix}";
        return new SourcePartition(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8)), Topic, 0);
    }

    /// <summary>The day on which a feed goes on.</summary>
    public static LocalDate DayOf(IAccountReader reader, SimulatorOptions options) =>
        options.Start.PlusDays((int)(reader.ProgressOf(PartitionOf(options)) / OffsetsPerDay));

    /// <summary>Sends the events, a day after the other.</summary>
    /// <param name="days">How many days, or null for ever.</param>
    /// <param name="cancellation">Ends it between two events; what was sent becomes durable when the engine is disposed of.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task RunAsync(int? days, CancellationToken cancellation)
    {
        var first = _resumeAt / OffsetsPerDay;
        for (var day = first; days is null || day < first + days; day++)
        {
            await RunDayAsync(day, cancellation);
        }
    }

    /// <inheritdoc/>
    public void OnDurable(in RecordResult result)
    {
        _parts.Counters.End(result.Token, result.Outcome);
        if (_prefix.End(result.Token) is { } next)
        {
            Report(next);
        }
    }

    private async Task RunDayAsync(long day, CancellationToken cancellation)
    {
        var date = _parts.Simulator.Options.Start.PlusDays((int)day);
        var midnight = date.AtMidnight().InUtc().ToInstant();
        _parts.Pace.Begin(midnight);
        _parts.Clock.MoveTo(midnight);
        var offset = day * OffsetsPerDay;
        foreach (var simulated in _parts.Simulator.EventsOn(date))
        {
            cancellation.ThrowIfCancellationRequested();
            if (offset >= _resumeAt)
            {
                await SendAsync(simulated, offset, cancellation);
            }

            offset++;
        }

        var end = date.PlusDays(1).AtMidnight().InUtc().ToInstant();
        await _parts.Pace.WaitForAsync(end, cancellation);
        await _parts.Engine.Host.DrainAsync(cancellation);
        _parts.Clock.MoveTo(end);
        await _parts.Engine.Host.SweepAsync(_parts.Horizon.UpTo(), cancellation);
        Report((day + 1) * OffsetsPerDay);
    }

    private async ValueTask SendAsync(SimulatedEvent simulated, long offset, CancellationToken cancellation)
    {
        if (await _parts.Pace.WaitForAsync(simulated.Time, cancellation) || ++_observed % RecordsPerObserver == 0)
        {
            _observer = _parts.Metrics.Observe(this);
        }

        _parts.Clock.MoveTo(simulated.Time);
        var decoded = _decoder.Decode(simulated.Json.Span);
        if (!decoded.IsEvent)
        {
            throw new InvalidOperationException($"the simulator wrote an event that is refused: {decoded.Refusal}");
        }

        _prefix.Begin(offset);
        _parts.Counters.Begin(offset);
        var record = new SourceRecord(new RecordPosition(_partition, offset), simulated.Time, simulated.Json, default);
        await _parts.Engine.Host.SubmitAsync(new InputRecord(decoded.Event, record, _observer, offset), cancellation);
    }

    private void Report(long next) => _parts.Engine.Committer.ReportProgress(new SourceProgress(_partition, next));
}
