using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>An account's row as it was last handed over, and how the next one follows from it.</summary>
internal sealed class AccountRow
{
    private AccountState? _state;
    private StateArchive _archive = StateArchive.Empty;
    private ReadOnlyMemory<byte> _packedArchive;

    // The state against the archive, as it was last written or packed; empty where it has been neither.
    private ReadOnlyMemory<byte> _encoded;
    private DeskRow? _desk;
    private Instant? _wake;
    private bool _isWakeOver;

    /// <summary>No row yet.</summary>
    public AccountRow()
    {
    }

    /// <summary>A row as it was read.</summary>
    public AccountRow(StoredAccount row, AccountState state, StateArchive archive)
    {
        (Key, Version, _wake, _desk) = (row.Key, row.Version, row.WakeAt, row.Desk);
        (_state, _archive) = (state, archive);
    }

    /// <summary>The row's key; 0 before the first write.</summary>
    public long Key { get; set; }

    /// <summary>The row's version.</summary>
    public RowVersion Version { get; private set; }

    /// <summary>Whether it holds the state encoded and nothing else of it.</summary>
    public bool IsPacked { get; private set; }

    /// <summary>Lets go of the state that is in the row, and of the parts of its archive; both stay encoded.</summary>
    public void Pack(AccountState state)
    {
        if (_encoded.IsEmpty || !ReferenceEquals(state, _state))
        {
            _encoded = StateCodec.Encode(state, _archive);
        }

        (_state, _archive, _packedArchive, IsPacked) = (null, StateArchive.Empty, _archive.Encoded, true);
    }

    /// <summary>Has the state that is in the row again.</summary>
    public AccountState Unpack(StateCodec codec)
    {
        (_archive, _packedArchive, IsPacked) = (StateArchive.Decode(_packedArchive), default, false);
        return _state = codec.Decode(_encoded.Span, _archive);
    }

    /// <summary>Whether the wake in the row has passed, so that another one must be written.</summary>
    public bool IsWakeOverAt(Instant now) => _isWakeOver |= _wake <= now;

    /// <summary>Whether the wake in the row is later than an instant, or there is none.</summary>
    public bool IsWakeAfter(Instant wake) => wake < (_wake ?? Instant.MaxValue);

    /// <summary>The write that makes this the row of a new state.</summary>
    public AccountWrite Next(AccountState state, Instant? wake, Positions positions, PendingChange change, ActorContext context)
    {
        // What the account added to the totals before is worth a second computation, not a place in the memory of every account.
        var before = _state is null ? Contribution.None : Contribution.Of(_state);
        var contribution = Contribution.Of(state);
        var desk = DeskProjection.Of(context.Rules, state);
        var isDeskChanged = desk != _desk;
        var isWakeChanged = IsWakeToBeTold(wake, state.Now);
        var expected = Version;
        Version = new RowVersion(expected.Number + 1, context.Writer);
        var archive = context.Archives.ArchiveFor(state, _archive);
        var isArchiveNew = !ReferenceEquals(archive, _archive);
        var encoded = StateCodec.Encode(state, archive);
        var row = positions.Wrap(encoded);
        _encoded = row.AsMemory(row.Length - encoded.Length);
        (_state, _archive, _desk) = (state, archive, desk);
        _isWakeOver = false;
        _wake = isWakeChanged ? wake : _wake;
        return new AccountWrite
        {
            Id = state.Id,
            Key = Key,
            Expected = expected,
            Next = Version,
            State = row,
            Archive = isArchiveNew ? archive.Encoded : default(ReadOnlyMemory<byte>?),
            Stage = contribution.Stage,
            Quarantined = state.Quarantined,
            WakeAt = isWakeChanged ? wake : null,
            WakeChanged = isWakeChanged,
            Desk = isDeskChanged ? desk : null,
            DeskChanged = isDeskChanged,
            History = change.History,
            Outbox = change.Outbox,
            DeadLetters = change.DeadLetters,
            Totals = contribution.Since(before),
        };
    }

    // Waking too early costs one look; only an earlier wake must be told, or a later one once the row's has passed.
    private bool IsWakeToBeTold(Instant? wake, Instant now) =>
        (wake is { } earlier && IsWakeAfter(earlier)) || (_wake is { } stored && wake != stored && (_isWakeOver || stored <= now));
}
