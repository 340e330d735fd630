using CreditRisk.Domain.Account;
using NodaTime;

namespace CreditRisk.Silo.Comparison.Input;

/// <summary>Some of the recorded accounts, as many as are worked on at a time.</summary>
/// <param name="Accounts">The accounts, each whole.</param>
/// <param name="Cut">Accounts that are left out, since the beginning of their history is no longer kept.</param>
/// <param name="Unreadable">Records of the accounts that are no events.</param>
public sealed record RecordedBatch(IEnumerable<RecordedAccount> Accounts, int Cut, long Unreadable);

/// <summary>A part of the recorded accounts that is not read yet. Parts may be read at the same time.</summary>
/// <param name="Share">Which share of all accounts it is, about; 0 to 1.</param>
/// <param name="ReadAsync">Reads it.</param>
public sealed record RecordedPart(double Share, Func<CancellationToken, Task<RecordedBatch>> ReadAsync);

/// <summary>Recorded accounts, which are read and never changed.</summary>
public interface IRecordedInput : IDisposable
{
    /// <summary>The greatest log timestamp of all, or null where there is none.</summary>
    Instant? Latest { get; }

    /// <summary>Records that are no events and belong to no account.</summary>
    long Unreadable { get; }

    /// <summary>All accounts, each in one part.</summary>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be read.</exception>
    IEnumerable<RecordedPart> Parts();
}
