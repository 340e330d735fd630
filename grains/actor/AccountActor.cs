using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// One account: takes its records one by one, decides at once, and gathers what must be made durable. It has at most one write in flight; what
/// comes meanwhile makes the next. Not thread-safe: its host calls it from one loop, and awaits nothing while it decides.
/// </summary>
public sealed class AccountActor
{
    private readonly ActorContext _context;
    private readonly string _id;
    private readonly AccountRow _row;
    private Positions _positions = Positions.None;
    private AccountState? _state;
    private bool _isStuckInTime;
    private PendingChange? _pending;
    private PendingChange? _inFlight;

    private AccountActor(ActorContext context, string id, AccountRow row) => (_context, _id, _row) = (context, id, row);

    /// <summary>The account.</summary>
    public string Id => _id;

    /// <summary>The state that it decides on; ahead of what is durable while a write is in flight. Null before the first event.</summary>
    /// <exception cref="InvalidOperationException">It is packed.</exception>
    public AccountState? State
    {
        get => IsPacked ? throw new InvalidOperationException($"account {_id} is packed") : _state;
        private set => _state = value;
    }

    /// <summary>Whether it holds its state encoded, which takes a fifth of the memory.</summary>
    public bool IsPacked => _row.IsPacked;

    /// <summary>The row's version, as last written or handed over.</summary>
    public RowVersion Version => _row.Version;

    /// <summary>The row's key; 0 before the first write.</summary>
    public long Key => _row.Key;

    /// <summary>Whether a write is in flight.</summary>
    public bool IsWriting => _inFlight is not null;

    /// <summary>Whether there is something to write.</summary>
    public bool IsDirty => _pending is { IsEmpty: false };

    /// <summary>Whether it may be evicted: everything that it knows is in the store.</summary>
    public bool IsClean => !IsDirty && !IsWriting;

    /// <summary>What is gathered for the next write.</summary>
    internal PendingChange Pending => _pending ??= new PendingChange();

    /// <summary>Whether the loop has it in its queue of accounts to write.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>Whether it was used since the loop last looked for idle accounts.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>Whether the loop has let it go.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Its place among the packed accounts, or null.</summary>
    internal LinkedListNode<AccountActor>? PackedPlace { get; set; }

    /// <summary>An account without a row.</summary>
    public static AccountActor Create(ActorContext context, string id) => new(context, id, new AccountRow());

    /// <summary>An account from its row.</summary>
    /// <exception cref="StateCodecException">The row cannot be read: the process must stop.</exception>
    public static AccountActor Load(ActorContext context, StoredAccount row)
    {
        var positions = Positions.Unwrap(row.State.Span, out var encoded);
        var archive = StateArchive.Decode(row.Archive);
        var state = context.Codec.Decode(encoded, archive);
        return new AccountActor(context, row.Id, new AccountRow(row, state, archive)) { _state = state, _positions = positions };
    }

    /// <summary>Keeps the state encoded until it is needed again.</summary>
    /// <exception cref="InvalidOperationException">It is not clean, or has no state.</exception>
    public void Pack()
    {
        if (!IsClean || State is not { } state)
        {
            throw new InvalidOperationException($"account {_id} has something that is not in the store, or nothing at all: it cannot be packed");
        }

        _row.Pack(state);
        _state = null;
        _pending = null;
    }

    /// <summary>Has the state at hand again.</summary>
    public void Unpack()
    {
        if (IsPacked)
        {
            _state = _row.Unpack(_context.Codec);
        }
    }

    /// <summary>Whether the record was applied already, by its position.</summary>
    public bool Covers(in SourceRecord record) => record.Position is { } position && _positions.Covers(position);

    /// <summary>The records that are applied and not durable yet, the newest first: the history's part that the store does not have.</summary>
    public IEnumerable<HistoryRow> NotDurable() => (_pending?.History.Reverse() ?? []).Concat(_inFlight?.History.Reverse() ?? []);

    /// <summary>Takes a record. Its sender is told when it is durable.</summary>
    /// <exception cref="StoreException">The history cannot be read. The record is not taken: the same call may succeed later.</exception>
    public void Apply(in InputRecord input)
    {
        if (Covers(input.Record))
        {
            Pending.Add(input, Outcome.Duplicate);
            return;
        }

        try
        {
            Decide(input);
            PassPosition(input.Record);
        }
        catch (Exception indigestible) when (Indigestion.Is(indigestible))
        {
            Refuse(input, Indigestion.Describe(indigestible));
        }
    }

    /// <summary>Refuses a record that the account, or the store, cannot digest, and quarantines the account.</summary>
    public void Refuse(in InputRecord input, string why)
    {
        var before = State is null ? default : (ReadOnlyMemory<byte>)StateCodec.Encode(State);
        State = _context.Rules.Quarantine(State, _id, input.Record.LoggedAt);
        var message = $"the account could not digest the event and is quarantined: {why}";
        Pending.Add(AccountLetters.Refused(input, State.Now, RefusalCodes.Indigestible, message, before));
        Pending.Add(input, Outcome.Refused, RefusalCodes.Indigestible, message);
        Pending.Touched = true;
        PassPosition(input.Record);
    }

    /// <summary>Lets time pass up to an instant.</summary>
    /// <exception cref="StoreException">The history cannot be read: the same call may succeed later.</exception>
    public void Advance(Instant now)
    {
        try
        {
            PassTime(now);
        }
        catch (Exception indigestible) when (Indigestion.Is(indigestible))
        {
            StopTime(now, Indigestion.Describe(indigestible));
        }

        NoteWake(now);
        Pending.AdvancedTo = Pending.AdvancedTo > now ? Pending.AdvancedTo : now;
    }

    /// <summary>Time alone was too much for the account: told once, and the account is left as it is.</summary>
    public void StopTime(Instant now, string why)
    {
        _isStuckInTime = true;
        NoteWake(now);
        if (State!.Quarantined)
        {
            return;
        }

        Pending.Add(AccountLetters.StuckInTime(_id, now, why, StateCodec.Encode(State)));
        State = _context.Rules.Quarantine(State, _id, now);
        Pending.Touched = true;
    }

    /// <summary>
    /// Hands over what is to be written. The caller must report the end of the write; until then there is no other.
    /// </summary>
    /// <param name="letters">Dead letters to keep where there is no row to write: the account's first event was refused.</param>
    /// <returns>The write, or null where the row stays as it is.</returns>
    /// <exception cref="InvalidOperationException">A write is in flight, or there is nothing to write.</exception>
    public AccountWrite? TakeWrite(out IReadOnlyList<DeadLetter> letters)
    {
        if (IsWriting || !IsDirty)
        {
            throw new InvalidOperationException($"account {_id} has a write in flight, or nothing to write");
        }

        var change = _pending!;
        (_inFlight, _pending) = (change, null);
        letters = State is null ? change.DeadLetters : [];
        if (!change.Touched || State is not { } state)
        {
            return null;
        }

        // An account that cannot be advanced would be due for ever, and in time take the places of all others.
        Instant? wake = _isStuckInTime || state.WakeAt == Instant.MaxValue ? null : state.WakeAt;
        return _row.Next(state, wake, _positions, change, _context);
    }

    /// <summary>The write in flight is durable.</summary>
    /// <param name="key">The row's key.</param>
    /// <returns>The results to tell the senders of its records.</returns>
    public PendingChange Written(long key)
    {
        _row.Key = key;
        var done = _inFlight ?? throw new InvalidOperationException($"account {_id} has no write in flight");
        _inFlight = null;
        return done;
    }

    /// <summary>What is not durable, in order, for a freshly loaded actor: this one is to be thrown away.</summary>
    public IReadOnlyList<PendingChange> GiveUp()
    {
        var inFlight = _inFlight ?? throw new InvalidOperationException($"account {_id} has no write in flight");
        return IsDirty ? [inFlight, Pending] : [inFlight];
    }

    // The row promised an earlier wake than there is: tell it the true one, or the sweep would ask again and again. Or it was written under policies that changed later than the present ones do.
    private void NoteWake(Instant now) => Pending.Touched |= _row.IsWakeOverAt(now) || (State is { } state && !_isStuckInTime && _row.IsWakeAfter(state.WakeAt));

    private void PassPosition(in SourceRecord record)
    {
        if (record.Position is { } position)
        {
            _positions = _positions.With(position);
            Pending.Touched = true;
        }
    }

    private void Decide(in InputRecord input)
    {
        // The account is advanced before its history is asked: what it holds may change on the way.
        PassTime(input.Record.LoggedAt);
        var question = AccountRules.Ask(State, input.Event);
        var answer = question is null ? null : _context.History.Answer(this, input.Event, input.Record.LoggedAt, question);
        Take(input, _context.Rules.Apply(State, input.Event, input.Record.LoggedAt, answer));
    }

    private void PassTime(Instant now)
    {
        if (State is { } state && state.WakeAt <= now)
        {
            Keep(_context.Rules.Advance(state, now));
            Pending.Touched = true;
        }
    }

    private void Take(in InputRecord input, in Step step)
    {
        Keep(step);
        Pending.Add(input, step.Outcome, step.Reason, step.Message);
        if (step.Outcome == Outcome.Applied)
        {
            Pending.Add(new HistoryRow(
                State!.Records,
                State.Now,
                StableHash.Of(input.Event.Header.Source, input.Event.Header.Id),
                input.Event.Fact is { } fact ? AccountRules.HashOf(fact) : 0,
                input.Record.Body,
                input.Record.Headers));
        }
        else if (step.Outcome == Outcome.Refused)
        {
            Pending.Touched |= State is not null;
            Pending.Add(AccountLetters.Refused(input, State?.Now, step.Reason!, step.Message!, default));
        }
    }

    private void Keep(in Step step)
    {
        // First: it may read the store, and where that fails nothing must have changed.
        var letters = step.Lost.IsEmpty ? [] : GivenUp(step.Lost);
        if (!ReferenceEquals(step.State, State))
        {
            State = step.State;
            Pending.Touched = true;
        }

        foreach (var effect in step.Effects)
        {
            var encoded = EffectEncoder.Encode(effect);
            Pending.Add(new OutboxRow(effect.Number, encoded.Topic, encoded.Type, effect.DecidedAt, encoded.Body));
        }

        foreach (var letter in letters)
        {
            Pending.Add(letter);
        }
    }

    private DeadLetter[] GivenUp(IEnumerable<LostFact> lost) => [.. lost.Select(fact => AccountLetters.GivenUp(fact, _context.History.RecordOf(this, fact.Fact.Header)))];
}
