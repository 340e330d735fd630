using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Storage.Contracts;

/// <summary>An account's row.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Id">The account.</param>
/// <param name="Version">Its version.</param>
/// <param name="State">The encoded state.</param>
/// <param name="WakeAt">When the sweep looks at it, or null.</param>
public sealed record StoredAccount(long Key, string Id, RowVersion Version, ReadOnlyMemory<byte> State, Instant? WakeAt)
{
    /// <summary>The archive that the state refers to, or empty where there is none.</summary>
    public ReadOnlyMemory<byte> Archive { get; init; }

    /// <summary>Its row of the desk, or null.</summary>
    public DeskRow? Desk { get; init; }
}

/// <summary>How far an input was taken in without a gap.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="NextOffset">The first offset that is not known to be durable.</param>
public readonly record struct SourceProgress(SourcePartition Partition, long NextOffset);

/// <summary>What is committed in one transaction: all of it or nothing, except the accounts whose version check failed.</summary>
/// <param name="Accounts">Writes, at most one for an account.</param>
/// <param name="DeadLetters">Records that were refused before they reached an account.</param>
/// <param name="Progress">How far inputs were taken in by what was durable before this batch.</param>
public sealed record CommitBatch(
    IReadOnlyList<AccountWrite> Accounts, IReadOnlyList<DeadLetter> DeadLetters, IReadOnlyList<SourceProgress> Progress)
{
    /// <summary>What became of dead letters that were taken in again.</summary>
    public IReadOnlyList<LetterEnd> LetterEnds { get; init; } = [];
}

/// <summary>What became of a dead letter that was taken in again: it needs nobody's care any more.</summary>
/// <param name="Id">The letter's number; one that is not there is passed over.</param>
/// <param name="At">When.</param>
/// <param name="Outcome">In a word.</param>
public readonly record struct LetterEnd(long Id, Instant At, string Outcome);

/// <summary>A record of an account's history.</summary>
/// <param name="Sequence">The account's own number of it.</param>
/// <param name="LoggedAt">Its log timestamp.</param>
/// <param name="EventHash">Stable hash of (source, id).</param>
/// <param name="FactHash">Stable hash of the business id that it states, or 0.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="Headers">The headers as they came, encoded, or empty: a record in binary mode cannot be read without them.</param>
public sealed record StoredRecord(
    long Sequence, Instant LoggedAt, ulong EventHash, ulong FactHash, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Headers);

/// <summary>An event in the outbox.</summary>
/// <param name="Offset">Its place among all, rising.</param>
/// <param name="Account">The account.</param>
/// <param name="Number">The account's own number of it.</param>
/// <param name="Topic">Where it goes.</param>
/// <param name="Type">The CloudEvents type.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Body">The CloudEvent.</param>
public sealed record StoredEffect(long Offset, string Account, long Number, string Topic, string Type, Instant At, ReadOnlyMemory<byte> Body);

/// <summary>A dead letter in the store.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Letter">The letter.</param>
public sealed record StoredDeadLetter(long Id, DeadLetter Letter)
{
    /// <summary>What became of it when it was taken in again, or null where it is open.</summary>
    public LetterEnd? End { get; init; }
}

/// <summary>A sum over the portfolio.</summary>
/// <param name="Key">Which.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Count">Items or accounts.</param>
public readonly record struct PortfolioTotal(TotalKey Key, long Amount, long Count);

/// <summary>Writes accounts. One caller at a time (a lane of the group committer); reads may run beside it.</summary>
public interface IAccountWriter
{
    /// <summary>
    /// Commits a batch durably. An account whose row does not have the expected version is left out whole (state, archive, row of the desk, history, outbox, dead
    /// letters, totals); the others are committed.
    /// </summary>
    /// <returns>For each account of the batch, in order, whether it was committed.</returns>
    /// <exception cref="StoreException">Nothing was committed, or it is not known whether it was.</exception>
    bool[] Commit(CommitBatch batch);
}

/// <summary>Reads accounts and what they led to. Every method sees only what is durable. Safe for use by many threads.</summary>
public interface IAccountReader
{
    /// <summary>The rows of accounts; null for those that have none, in the order asked.</summary>
    IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids);

    /// <summary>All accounts in the order of their keys, after a key, at most so many.</summary>
    IReadOnlyList<StoredAccount> List(long afterKey, int most);

    /// <summary>Ids of accounts whose wake is not after an instant, the earliest first, at most so many, optionally of one shard only.</summary>
    IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null);

    /// <summary>An account's history, the newest first.</summary>
    IEnumerable<StoredRecord> HistoryBackwards(string accountId);

    /// <summary>The records of an account whose numbers are below one, the newest first, at most so many. However deep they are, it takes about the same time.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="before">The number; <see cref="long.MaxValue"/> begins with the newest.</param>
    /// <param name="most">At most so many; 0 or less for none.</param>
    IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most);

    /// <summary>
    /// Whether a record of an account may state a fact: false where its whole history is there and no record has the hash. However long the history is, it takes about the same time.
    /// </summary>
    /// <param name="accountId">The account.</param>
    /// <param name="factHash">Stable hash of the fact, not 0.</param>
    bool MayState(string accountId, ulong factHash);

    /// <summary>Effects of all accounts (or of one) after an offset, in order, at most so many.</summary>
    IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null);

    /// <summary>The newest effects, the newest first, optionally of one account.</summary>
    IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null);

    /// <summary>Dead letters after a number, in order, at most so many, optionally with one reason only.</summary>
    IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null);

    /// <summary>One dead letter, or null.</summary>
    StoredDeadLetter? DeadLetter(long id);

    /// <summary>The portfolio's totals, summed over their writers.</summary>
    IReadOnlyList<PortfolioTotal> Totals();

    /// <summary>Accounts that are quarantined, at most so many.</summary>
    IReadOnlyList<string> Quarantined(int most);

    /// <summary>A page of a list of the desk, in the order of the list.</summary>
    IReadOnlyList<DeskEntry> Desk(DeskQuery query);

    /// <summary>Restrictions that nothing in their accounts holds back, the earliest first, then by account; behind one of them, at most so many.</summary>
    /// <param name="after">The last one that is known, or null for the beginning.</param>
    /// <param name="most">At most so many; 0 or less for none.</param>
    IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most);

    /// <summary>How far an input was taken in: the first offset that is not known to be durable, 0 at the beginning.</summary>
    long ProgressOf(SourcePartition partition);

    /// <summary>How many accounts, history records, effects and dead letters there are.</summary>
    StoreCounts Counts();
}

/// <summary>A store of accounts as one process has it open.</summary>
public interface IAccountStore : IAccountWriter, IAccountReader, IDisposable
{
    /// <summary>Writers that may work at the same time, each on accounts of its own; none where the store is open for reading only.</summary>
    IReadOnlyList<IAccountWriter> Writers { get; }

    /// <summary>What the store takes on disk: names and bytes.</summary>
    /// <exception cref="StoreException">The store is away.</exception>
    IReadOnlyList<(string Name, long Bytes)> Files { get; }
}

/// <summary>Sizes of the store.</summary>
/// <param name="Accounts">Accounts.</param>
/// <param name="Records">History records.</param>
/// <param name="Effects">Effects in the outbox.</param>
/// <param name="DeadLetters">Dead letters.</param>
public sealed record StoreCounts(long Accounts, long Records, long Effects, long DeadLetters);

/// <summary>What a failure of the store means for what was handed to it.</summary>
public enum StoreFailure
{
    /// <summary>Nothing was committed; the same may succeed later (locked, disk full, away).</summary>
    Unavailable,

    /// <summary>Nothing was committed; the same fails again, because of what it holds.</summary>
    Content,

    /// <summary>It is not known whether it was committed.</summary>
    UnknownOutcome,
}

/// <summary>The store failed; the message says how.</summary>
/// <param name="message">What failed.</param>
/// <param name="inner">The cause.</param>
/// <param name="failure">What that means for what was handed over.</param>
public sealed class StoreException(string message, Exception? inner = null, StoreFailure failure = StoreFailure.Unavailable)
    : Exception(message, inner)
{
    /// <summary>What that means for what was handed over.</summary>
    public StoreFailure Failure { get; } = failure;
}
