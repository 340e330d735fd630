using System.Diagnostics;
using CreditRisk.Ingest.Kafka;

namespace CreditRisk.Bench.Broker;

/// <summary>Counts records on their way through, and times a share of them from their append to the broker to their being durable.</summary>
/// <param name="inner">Takes them in.</param>
internal sealed class TimedTarget(IKafkaTarget inner) : IKafkaTarget
{
    private const int OneIn = 16;

    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _goal = long.MaxValue;
    private LoadPlan? _plan;
    private long _durable;
    private long _begun;
    private long _ended;

    /// <summary>Begins anew.</summary>
    /// <param name="goal">How many records are awaited.</param>
    /// <param name="plan">When the records are appended; null times none.</param>
    /// <returns>Ends when they are durable.</returns>
    public Task Await(long goal, LoadPlan? plan = null)
    {
        lock (_lock)
        {
            (_goal, _durable, _begun, _plan) = (goal, 0, 0, plan);
            _milliseconds.Clear();
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    /// <summary>From the first record's coming to the last one's being durable.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun, _ended);

    /// <summary>The times, sorted.</summary>
    public double[] Times()
    {
        lock (_lock)
        {
            return [.. _milliseconds.Order()];
        }
    }

    public ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref _begun, Stopwatch.GetTimestamp(), 0);
        return inner.TakeAsync(record, () => End(record, done), cancellation);
    }

    private void End(KafkaRecord record, Action done)
    {
        done();
        var number = Interlocked.Increment(ref _durable);
        if (number % OneIn == 0 && _plan?.MillisecondsSince(record.LoggedAt.ToDateTimeOffset()) is { } milliseconds)
        {
            lock (_lock)
            {
                _milliseconds.Add(milliseconds);
            }
        }

        if (number == _goal)
        {
            _ended = Stopwatch.GetTimestamp();
            _reached.TrySetResult();
        }
    }
}
