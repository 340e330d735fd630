using Orleans;
using Orleans.Concurrency;

namespace CreditRisk.Cluster.Contracts;

/// <summary>
/// One customer's account, wherever in the cluster it is; its key is the account's id. A call that timed out, or failed in any other way, has an unknown outcome: the same call is made again before any later
/// one, and positions and ids tell what it did.
/// </summary>
[Alias("creditrisk.customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Takes records in their order, and completes when all are durable. A sender has one such call per account in flight.</summary>
    [Alias("apply")]
    Task<BatchAnswer> Apply(RecordBatch batch);

    /// <summary>
    /// Takes what a person has decided, and completes when it is durable. A call with an unknown outcome may be made again: if it had its effect, the account has changed since it was seen, and the history tells. So does one that was
    /// answered with a change since: in the rare case that it was not known what became of the write, the change may be this very command.
    /// </summary>
    [Alias("command")]
    Task<CommandAnswer> Command(OperatorCommand command);

    /// <summary>Lets time pass, and completes when that is durable. The caller vouches that no input up to the instant is unread.</summary>
    [Alias("advance")]
    Task<BatchAnswer> Advance(long unixTicks);

    /// <summary>The account as it is durable, or null where there is none.</summary>
    [Alias("view")]
    [AlwaysInterleave]
    Task<AccountPicture?> View();
}
