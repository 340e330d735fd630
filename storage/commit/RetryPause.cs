namespace CreditRisk.Storage.Commit;

/// <summary>The pauses between attempts. The committer's thread waits in them until they are over or the committer stops.</summary>
internal sealed class RetryPause(RetrySchedule schedule, TimeProvider time) : IDisposable
{
    private readonly ManualResetEventSlim _over = new();
    private volatile bool _stopping;

    /// <summary>Waits after so many attempts that failed.</summary>
    /// <returns>Whether another attempt is to be made; when the committer is stopping there is one more, and no pause.</returns>
    public bool Wait(int attempts)
    {
        if (_stopping)
        {
            return false;
        }

        using (time.CreateTimer(static over => ((ManualResetEventSlim)over!).Set(), _over, schedule.After(attempts), Timeout.InfiniteTimeSpan))
        {
            _over.Wait();
        }

        // A timer that comes late only shortens the next pause.
        _over.Reset();
        return true;
    }

    /// <summary>Ends the pause.</summary>
    public void Stop()
    {
        _stopping = true;
        _over.Set();
    }

    public void Dispose() => _over.Dispose();
}
