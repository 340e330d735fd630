using CreditRisk.Ingest.Execution;

namespace CreditRisk.Storage.Commit;

/// <summary>The pauses between attempts. A lane's thread waits in them until they are over or the committer stops.</summary>
internal sealed class RetryPause(RetrySchedule schedule, TimeProvider time, Executor executor)
{
    private readonly object _gate = new();

    // Under _gate.
    private bool _isOver;
    private bool _isStopping;

    /// <summary>Waits after so many attempts that failed.</summary>
    /// <returns>Whether another attempt is to be made; when the committer is stopping there is one more, and no pause.</returns>
    public bool Wait(int attempts)
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return false;
            }
        }

        using var timer = time.CreateTimer(_ => End(), null, schedule.After(attempts), Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            while (!_isOver && !_isStopping)
            {
                executor.Wait(_gate, Timeout.InfiniteTimeSpan);
            }

            // A timer that comes late only shortens the next pause.
            _isOver = false;
            return true;
        }
    }

    /// <summary>Ends the pause.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            executor.PulseAll(_gate);
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isOver = true;
            executor.PulseAll(_gate);
        }
    }
}
