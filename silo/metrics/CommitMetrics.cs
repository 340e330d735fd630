using System.Diagnostics.Metrics;
using CreditRisk.Storage.Commit;

namespace CreditRisk.Silo.Metrics;

/// <summary>Measures transactions, and counts the dead letters in them: whoever made one, it became durable here. For use by one thread at a time.</summary>
internal sealed class CommitMetrics
{
    // From a commit into a fast disk's cache to a disk that is overrun.
    private static readonly double[] SecondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // From an idle service to the largest batch that may be configured.
    private static readonly int[] SizeBounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

    private readonly Histogram<double> _seconds;
    private readonly Histogram<int> _size;
    private readonly Counter<long> _letters;

    /// <summary>Adds the instruments to a meter.</summary>
    public CommitMetrics(Meter meter)
    {
        _seconds = meter.CreateHistogram(
            "creditrisk_commit_seconds", "s", "How long transactions took.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondsBounds });
        _size = meter.CreateHistogram(
            "creditrisk_commit_batch_writes",
            "{write}",
            "Account writes and dead letters in a transaction.",
            null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = SizeBounds });
        _letters = meter.CreateCounter<long>("creditrisk_dead_letters_total", "{record}", "Dead letters that became durable, by reason.");
    }

    /// <summary>Measures a transaction.</summary>
    public void Observe(CommittedBatch batch)
    {
        _seconds.Record(batch.Elapsed.TotalSeconds);
        _size.Record(batch.Size);
        if (batch.Letters == 0)
        {
            return;
        }

        foreach (var (reason, letters) in batch.DeadLetters().CountBy(letter => letter.Reason, StringComparer.Ordinal))
        {
            _letters.Add(letters, new KeyValuePair<string, object?>("reason", reason));
        }
    }
}
