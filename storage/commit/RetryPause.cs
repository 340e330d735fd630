namespace CreditRisk.Storage.Commit;

/// <summary>The pauses between attempts, each twice as long as the one before. The committer's thread waits in them until they are over or the committer stops.</summary>
internal sealed class RetryPause(GroupCommitterOptions options, TimeProvider time) : IDisposable
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

        using (time.CreateTimer(static over => ((ManualResetEventSlim)over!).Set(), _over, LengthAfter(attempts), Timeout.InfiniteTimeSpan))
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

    private TimeSpan LengthAfter(int attempts)
    {
        var doublings = Math.Min(attempts - 1, 30);
        return TimeSpan.FromMilliseconds(Math.Min((long)options.FirstRetryMilliseconds << doublings, options.LongestRetryMilliseconds));
    }
}
