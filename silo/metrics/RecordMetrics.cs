using System.Diagnostics.Metrics;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;

namespace CreditRisk.Silo.Metrics;

/// <summary>Counts what became of records, and how long they took to become durable. Thread-safe.</summary>
public sealed class RecordMetrics
{
    /// <summary>From a commit on a fast disk to a store that was away.</summary>
    internal static readonly double[] SecondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly TimeProvider _clock;
    private readonly Histogram<double> _durable;
    private long _applied;
    private long _duplicates;
    private long _refused;

    /// <summary>Adds the instruments to a meter.</summary>
    public RecordMetrics(Meter meter, TimeProvider clock)
    {
        _clock = clock;
        meter.CreateObservableCounter("creditrisk_records_total", Counts, "{record}", "Records that became durable, by outcome.");
        _durable = meter.CreateHistogram(
            "creditrisk_record_durable_seconds", "s", "Time from the reception of a record to its being durable.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondsBounds });
    }

    /// <summary>An observer that counts and passes on. All records that it is given to are taken to be received now.</summary>
    /// <param name="inner">Who is told in the end.</param>
    public IRecordObserver Observe(IRecordObserver inner) => new Observer(this, inner, _clock.GetTimestamp());

    // These come with every record, so that they are kept as plain numbers, not as measurements with tags.
    private Measurement<long>[] Counts() =>
    [
        new(Interlocked.Read(ref _applied), new KeyValuePair<string, object?>("outcome", "applied")),
        new(Interlocked.Read(ref _duplicates), new KeyValuePair<string, object?>("outcome", "duplicate")),
        new(Interlocked.Read(ref _refused), new KeyValuePair<string, object?>("outcome", "refused")),
    ];

    private void Count(in RecordResult result, long received)
    {
        switch (result.Outcome)
        {
            case Outcome.Applied:
                Interlocked.Increment(ref _applied);
                break;
            case Outcome.Duplicate:
                Interlocked.Increment(ref _duplicates);
                break;
            default:
                Interlocked.Increment(ref _refused);
                break;
        }

        _durable.Record(_clock.GetElapsedTime(received).TotalSeconds);
    }

    private sealed class Observer(RecordMetrics metrics, IRecordObserver inner, long received) : IRecordObserver
    {
        public void OnDurable(in RecordResult result)
        {
            metrics.Count(result, received);
            inner.OnDurable(result);
        }
    }
}
