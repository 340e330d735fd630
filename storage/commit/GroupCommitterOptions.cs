namespace CreditRisk.Storage.Commit;

/// <summary>Limits of the group committer.</summary>
public sealed record GroupCommitterOptions
{
    /// <summary>The most writes in one batch, 1 or more; a dead letter counts as one.</summary>
    public int MaxAccountsPerBatch { get; init; } = 1000;

    /// <summary>A batch is closed when it holds about this many bytes, 1 or more; a single write may be larger.</summary>
    public long MaxBytesPerBatch { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most writes that wait for a batch, 1 or more; who comes then waits. A dead letter counts as one.</summary>
    public int MaxQueuedAccounts { get; init; } = 2000;

    /// <summary>How long the first pause is when the store fails; each further one is twice as long. At least 1 ms.</summary>
    public int FirstRetryMilliseconds { get; init; } = 100;

    /// <summary>The longest pause, at least the first one.</summary>
    public int LongestRetryMilliseconds { get; init; } = 10_000;

    /// <summary>The pauses while the store is away.</summary>
    internal RetrySchedule Retries => new(TimeSpan.FromMilliseconds(FirstRetryMilliseconds), TimeSpan.FromMilliseconds(LongestRetryMilliseconds));

    /// <summary>What is out of its range, or null.</summary>
    internal string? Mistake() =>
        MaxAccountsPerBatch < 1 ? $"{nameof(MaxAccountsPerBatch)} is {MaxAccountsPerBatch}; at least 1 is needed."
        : MaxBytesPerBatch < 1 ? $"{nameof(MaxBytesPerBatch)} is {MaxBytesPerBatch}; at least 1 is needed."
        : MaxQueuedAccounts < 1 ? $"{nameof(MaxQueuedAccounts)} is {MaxQueuedAccounts}; at least 1 is needed."
        : FirstRetryMilliseconds < 1 ? $"{nameof(FirstRetryMilliseconds)} is {FirstRetryMilliseconds}; at least 1 is needed."
        : LongestRetryMilliseconds < FirstRetryMilliseconds
            ? $"{nameof(LongestRetryMilliseconds)} is {LongestRetryMilliseconds}; at least the first pause, {FirstRetryMilliseconds}, is needed."
        : null;
}
