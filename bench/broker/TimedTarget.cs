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
    private TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _first = long.MaxValue;
    private long _goal = long.MaxValue;
    private LoadPlan? _plan;
    private long _durable;
    private long _begun;
    private long _ended;

    /// <summary>Begins to count anew.</summary>
    /// <param name="first">How many records only warm up.</param>
    /// <param name="goal">How many are awaited, those included.</param>
    /// <returns>Ends when the first ones are durable, and when all are.</returns>
    public (Task Warm, Task Reached) Await(long first, long goal)
    {
        lock (_lock)
        {
            (_first, _goal, _durable, _plan) = (first, goal, 0, null);
            _warm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (_warm.Task, _reached.Task);
        }
    }

    /// <summary>Begins to time what is planned.</summary>
    public void Time(LoadPlan plan)
    {
        lock (_lock)
        {
            _plan = plan;
            _milliseconds.Clear();
        }
    }

    /// <summary>From when all was warm to the last record's being durable.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun, _ended);

    /// <summary>The times, sorted.</summary>
    public double[] Times()
    {
        lock (_lock)
        {
            return [.. _milliseconds.Order()];
        }
    }

    public ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation) =>
        inner.TakeAsync(record, () => End(record, done), cancellation);

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

        if (number == _first)
        {
            _begun = Stopwatch.GetTimestamp();
            _warm.TrySetResult();
        }
        else if (number == _goal)
        {
            _ended = Stopwatch.GetTimestamp();
            _reached.TrySetResult();
        }
    }
}
