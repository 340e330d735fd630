namespace CreditRisk.Storage.Commit;

/// <summary>What the committer is doing.</summary>
public enum CommitterState
{
    /// <summary>It commits what comes.</summary>
    Running,

    /// <summary>The store fails; the committer tries again after a pause, and everything waits.</summary>
    Unavailable,

    /// <summary>It was disposed of, and everything that it had taken was told its result.</summary>
    Stopped,
}

/// <summary>What the committer is doing, and why.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Failure">How the store failed last, while it is unavailable; else null.</param>
/// <param name="Attempts">How many attempts have failed in a row.</param>
public sealed record CommitterStatus(CommitterState State, string? Failure, int Attempts)
{
    internal static readonly CommitterStatus Running = new(CommitterState.Running, null, 0);

    internal static readonly CommitterStatus Stopped = new(CommitterState.Stopped, null, 0);
}

/// <summary>Figures of the committer since it was started, for metrics; of each transaction <see cref="CommittedBatch"/> tells.</summary>
/// <param name="Accounts">Account writes committed.</param>
/// <param name="Records">History records committed.</param>
/// <param name="Conflicts">Account writes that met another version.</param>
/// <param name="Lost">Writes and letters that were lost, or refused for their content.</param>
/// <param name="Failures">Attempts that failed.</param>
/// <param name="QueueDepth">Writes and letters that wait at this moment.</param>
public sealed record CommitterStatistics(long Accounts, long Records, long Conflicts, long Lost, long Failures, int QueueDepth);
