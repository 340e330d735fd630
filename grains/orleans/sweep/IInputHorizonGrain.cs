using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>
/// Knows up to which instant all input of the cluster is durable: time may act no further, or somebody would be warned for a payment that lies unread. There is one, with the key <see cref="Key"/>. It keeps nothing:
/// wherever it begins anew it waits until every process has had time to report.
/// </summary>
[Alias("creditrisk.input-horizon")]
public interface IInputHorizonGrain : IGrainWithStringKey
{
    /// <summary>The key of the one that there is.</summary>
    const string Key = "input";

    /// <summary>Takes a process's report. Each reports once a second.</summary>
    [Alias("report")]
    Task Report(HorizonReport report);

    /// <summary>The instant, 100 ns since 1970-01-01 UTC, or null while it is not known.</summary>
    [Alias("up-to")]
    Task<long?> UpTo();
}
