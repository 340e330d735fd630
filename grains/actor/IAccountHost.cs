using System.Threading.Channels;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>Takes records to their accounts, wherever these are, and tells what became durable. Safe for use by many threads. Disposing it takes no more records, and returns when all are durable.</summary>
public interface IAccountHost : IAsyncDisposable
{
    /// <summary>Runs the host's work, and that of those who work with it.</summary>
    Executor Executor { get; }

    /// <summary>Records taken that are not durable yet.</summary>
    int Undurable { get; }

    /// <summary>Records that wait until their account can take them.</summary>
    int Queued { get; }

    /// <summary>How the store, or the way to an account, failed last while it is waited for; else null.</summary>
    string? StoreAway { get; }

    /// <summary>Accounts in this process's memory.</summary>
    int Resident { get; }

    /// <summary>Accounts in this process's memory that are packed.</summary>
    int Packed { get; }

    /// <summary>Ends when the host cannot go on, with its failure: the process must stop then.</summary>
    Task Failure { get; }

    /// <summary>Sends a record to its account. Returns when there was room for it; its observer is told when it is durable. Records of an account are taken in the order in which they were sent.</summary>
    /// <exception cref="ArgumentException">The event belongs to no account.</exception>
    /// <exception cref="ChannelClosedException">The host was disposed of, or has failed: then its failure is inside.</exception>
    ValueTask SubmitAsync(InputRecord input, CancellationToken cancellation = default);

    /// <summary>Advances the accounts whose time has come, and returns when that is durable. The caller vouches that no input up to the instant is unread.</summary>
    /// <returns>How many accounts were looked at.</returns>
    /// <exception cref="StoreException">The store cannot be asked which accounts these are.</exception>
    Task<int> SweepAsync(Instant upTo, CancellationToken cancellation = default);

    /// <summary>Has an account looked at without letting time pass: where the present rules wake it earlier than its row says, the row is corrected. Returns when there was room for it.</summary>
    /// <exception cref="ChannelClosedException">The host was disposed of, or has failed: then its failure is inside.</exception>
    ValueTask LookAsync(string account, CancellationToken cancellation = default);

    /// <summary>Returns when everything submitted before is durable.</summary>
    Task DrainAsync(CancellationToken cancellation = default);
}
