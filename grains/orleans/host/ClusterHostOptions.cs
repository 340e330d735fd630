using CreditRisk.Storage.Commit;

namespace CreditRisk.Cluster.Host;

/// <summary>Bounds of the cluster host. Each is checked when the host is made.</summary>
public sealed record ClusterHostOptions
{
    /// <summary>Records that this process has sent and that are not durable yet, 1-10,000,000; senders wait when there are so many.</summary>
    public int UndurableRecords { get; init; } = 32_768;

    /// <summary>Records of one account that are sent in one call, 1-10,000.</summary>
    public int RecordsPerCall { get; init; } = 256;

    /// <summary>Calls in flight, 1-1,000,000: as many as keep the committers busy. More would only wait there, at the cost of all that a call consists of.</summary>
    public int CallsInFlight { get; init; } = 2_048;

    /// <summary>Accounts that one look for due accounts takes, 1-1,000,000.</summary>
    public int AccountsPerSweep { get; init; } = 10_000;

    /// <summary>How long it waits before a call is made again whose outcome is not known.</summary>
    public RetrySchedule Retries { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));

    /// <summary>What is wrong with the options, one line each.</summary>
    public IEnumerable<string> Mistakes()
    {
        (string Name, int Value, int Most)[] bounds =
        [
            (nameof(UndurableRecords), UndurableRecords, 10_000_000), (nameof(RecordsPerCall), RecordsPerCall, 10_000), (nameof(CallsInFlight), CallsInFlight, 1_000_000), (nameof(AccountsPerSweep), AccountsPerSweep, 1_000_000),
        ];
        return bounds.Where(bound => bound.Value < 1 || bound.Value > bound.Most).Select(bound => $"{bound.Name} is {bound.Value}, and must be 1 to {bound.Most}");
    }
}
