using CreditRisk.Ingest.Execution;

namespace CreditRisk.Ingest.Kafka;

/// <summary>How much is read and not durable yet, against its bounds. Thread-safe.</summary>
/// <param name="mostRecords">Most records.</param>
/// <param name="mostBytes">Most bytes.</param>
/// <param name="executor">Runs the thread that waits.</param>
internal sealed class InFlight(int mostRecords, long mostBytes, Executor executor)
{
    // A monitor and not the newer lock: it can be waited on.
    private readonly object _monitor = new();
    private int _records;
    private long _bytes;

    /// <summary>Records.</summary>
    public int Records
    {
        get
        {
            lock (_monitor)
            {
                return _records;
            }
        }
    }

    /// <summary>Whether a bound is reached.</summary>
    public bool IsFull
    {
        get
        {
            lock (_monitor)
            {
                return _records >= mostRecords || _bytes >= mostBytes;
            }
        }
    }

    public void Begin(int bytes)
    {
        lock (_monitor)
        {
            _records++;
            _bytes += bytes;
        }
    }

    public void End(int bytes)
    {
        lock (_monitor)
        {
            _records--;
            _bytes -= bytes;
            executor.PulseAll(_monitor);
        }
    }

    /// <summary>Lets who waits look again.</summary>
    public void Pulse()
    {
        lock (_monitor)
        {
            executor.PulseAll(_monitor);
        }
    }

    /// <summary>Waits until something holds that the end of records, or <see cref="Pulse"/>, can bring about.</summary>
    /// <returns>Whether it holds; false when the time was over.</returns>
    public bool WaitUntil(Func<bool> holds, TimeSpan atMost, TimeProvider clock)
    {
        var begun = clock.GetTimestamp();
        lock (_monitor)
        {
            while (!holds())
            {
                var left = atMost - clock.GetElapsedTime(begun);
                if (left <= TimeSpan.Zero || !executor.Wait(_monitor, left))
                {
                    return holds();
                }
            }

            return true;
        }
    }
}
