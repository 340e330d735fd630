using CreditRisk.Storage.Commit;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Logs a store that fails: one entry when it begins to fail, however often it is tried then, one when it works again, and one when the committer stops. For use by one
/// thread at a time, but for what the loops tell.
/// </summary>
/// <param name="logger">Where the entries go.</param>
/// <param name="clock">Measures how long the store was away.</param>
internal sealed class StoreLog(ILogger logger, TimeProvider clock)
{
    private static readonly Action<ILogger, string, Exception?> LogAway = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "StoreAway"), "The store takes no transactions; everything waits, and it is tried again and again: {Failure}");

    private static readonly Action<ILogger, long, int, Exception?> LogBack = LoggerMessage.Define<long, int>(
        LogLevel.Information, new EventId(2, "StoreBack"), "The store takes transactions again, after {Milliseconds} ms and {Attempts} attempts that failed");

    private static readonly Action<ILogger, Exception?> LogStopped = LoggerMessage.Define(
        LogLevel.Information, new EventId(3, "StoreStopped"), "The committer has stopped: nothing more is written to the store");

    private static readonly Action<ILogger, long, int, string, Exception?> LogStoppedAway = LoggerMessage.Define<long, int, string>(
        LogLevel.Error,
        new EventId(4, "StoreStoppedAway"),
        "The committer has stopped while the store was away, for {Milliseconds} ms and {Attempts} attempts; what was not answered is lost, and must be sent again: {Failure}");

    private static readonly Action<ILogger, string, Exception?> LogUnreadable = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(5, "StoreUnreadable"), "Accounts cannot be loaded; their loop waits, and tries again and again: {Failure}");

    private static readonly Action<ILogger, Exception?> LogReadable = LoggerMessage.Define(
        LogLevel.Information, new EventId(6, "StoreReadable"), "Accounts can be loaded again");

    private CommitterStatus? _away;
    private long _awaySince;

    /// <summary>Takes what the committer says about itself.</summary>
    public void Tell(CommitterStatus status)
    {
        switch (status.State)
        {
            case CommitterState.Unavailable:
                if (_away is null)
                {
                    _awaySince = clock.GetTimestamp();
                    LogAway(logger, status.Failure ?? "", null);
                }

                _away = status;
                break;
            case CommitterState.Running when _away is { } away:
                _away = null;
                LogBack(logger, MillisecondsAway(), away.Attempts, null);
                break;
            case CommitterState.Stopped when _away is { } away:
                LogStoppedAway(logger, MillisecondsAway(), away.Attempts, away.Failure ?? "", null);
                break;
            case CommitterState.Stopped:
                LogStopped(logger, null);
                break;
        }
    }

    /// <summary>Takes what a loop says: how the store failed when it begins to wait for it, or null when it can be read again.</summary>
    public void TellReading(string? failure)
    {
        if (failure is null)
        {
            LogReadable(logger, null);
        }
        else
        {
            LogUnreadable(logger, failure, null);
        }
    }

    private long MillisecondsAway() => (long)clock.GetElapsedTime(_awaySince).TotalMilliseconds;
}
