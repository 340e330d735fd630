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
    private Positions _positions = Positions.None;
    private Contribution _handedOver = Contribution.None;
    private Instant? _storedWake;
    private bool _isStoredWakeOver;
    private bool _isStuckInTime;
    private PendingChange _pending = new();
    private PendingChange? _inFlight;

    private AccountActor(ActorContext context, string id)
    {
        _context = context;
        _id = id;
    }

    /// <summary>The account.</summary>
    public string Id => _id;

    /// <summary>The state that it decides on; ahead of what is durable while a write is in flight. Null before the first event.</summary>
    public AccountState? State { get; private set; }

    /// <summary>The row's version, as last written or handed over.</summary>
    public RowVersion Version { get; private set; }

    /// <summary>The row's key; 0 before the first write.</summary>
    public long Key { get; private set; }

    /// <summary>Whether a write is in flight.</summary>
    public bool IsWriting => _inFlight is not null;

    /// <summary>Whether there is something to write.</summary>
    public bool IsDirty => !_pending.IsEmpty;

    /// <summary>Whether it may be evicted: everything that it knows is in the store.</summary>
    public bool IsClean => !IsDirty && !IsWriting;

    /// <summary>What is gathered for the next write.</summary>
    internal PendingChange Pending => _pending;

    /// <summary>Whether the loop has it in its queue of accounts to write.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>Whether it was used since the loop last looked for idle accounts.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>Whether the loop has let it go.</summary>
    internal bool IsGone { get; set; }

    /// <summary>An account without a row.</summary>
    public static AccountActor Create(ActorContext context, string id) => new(context, id);

    /// <summary>An account from its row.</summary>
    /// <exception cref="StateCodecException">The row cannot be read: the process must stop.</exception>
    public static AccountActor Load(ActorContext context, StoredAccount row)
    {
        var positions = Positions.Unwrap(row.State.Span, out var encoded);
        var state = context.Codec.Decode(encoded);
        return new AccountActor(context, row.Id)
        {
            Key = row.Key,
            Version = row.Version,
            State = state,
            _positions = positions,
            _storedWake = row.WakeAt,
            _handedOver = Contribution.Of(state),
        };
    }

    /// <summary>Whether the record was applied already, by its position.</summary>
    public bool Covers(in SourceRecord record) => record.Position is { } position && _positions.Covers(position);

    /// <summary>The records that are applied and not durable yet, the newest first: the history's part that the store does not have.</summary>
    public IEnumerable<HistoryRow> NotDurable() => _pending.History.AsEnumerable().Reverse().Concat(_inFlight?.History.AsEnumerable().Reverse() ?? []);

    /// <summary>Takes a record. Its sender is told when it is durable.</summary>
    public void Apply(in InputRecord input)
    {
        _pending.Inputs.Add(input);
        if (Covers(input.Record))
        {
            _pending.Results.Add(new RecordResult(input.Token, Outcome.Duplicate, null, null));
            return;
        }

        try
        {
            Decide(input);
        }
        catch (Exception indigestible) when (IsOfAccount(indigestible))
        {
            Quarantine(input, indigestible);
        }

        if (input.Record.Position is { } position)
        {
            _positions = _positions.With(position);
            _pending.Touched = true;
        }
    }

    /// <summary>Lets time pass up to an instant.</summary>
    public void Advance(Instant now)
    {
        try
        {
            PassTime(now);
        }
        catch (Exception indigestible) when (IsOfAccount(indigestible))
        {
            Quarantine(now, indigestible);
        }

        // The row promised an earlier wake than there is: tell it the true one, or the sweep would ask again and again.
        _isStoredWakeOver |= _storedWake <= now;
        _pending.Touched |= _isStoredWakeOver;
        _pending.AdvancedTo = now;
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

        _inFlight = _pending;
        _pending = new PendingChange();
        letters = State is null ? _inFlight.DeadLetters : [];
        if (!_inFlight.Touched || State is null)
        {
            return null;
        }

        var contribution = Contribution.Of(State);
        // An account that cannot be advanced would be due for ever, and in time take the places of all others.
        Instant? wake = _isStuckInTime || State.WakeAt == Instant.MaxValue ? null : State.WakeAt;
        var isWakeChanged = IsWakeToBeTold(wake);
        var next = new RowVersion(Version.Number + 1, _context.Writer);
        var write = new AccountWrite
        {
            Id = _id,
            Key = Key,
            Expected = Version,
            Next = next,
            State = _positions.Wrap(StateCodec.Encode(State)),
            Stage = contribution.Stage,
            Quarantined = State.Quarantined,
            WakeAt = isWakeChanged ? wake : null,
            WakeChanged = isWakeChanged,
            History = _inFlight.History,
            Outbox = _inFlight.Outbox,
            DeadLetters = _inFlight.DeadLetters,
            Totals = contribution.Since(_handedOver),
        };
        _handedOver = contribution;
        _storedWake = isWakeChanged ? wake : _storedWake;
        _isStoredWakeOver = false;
        Version = next;
        return write;
    }

    /// <summary>The write in flight is durable.</summary>
    /// <param name="key">The row's key.</param>
    /// <returns>The results to tell the senders of its records.</returns>
    public PendingChange Written(long key)
    {
        Key = key;
        var done = _inFlight ?? throw new InvalidOperationException($"account {_id} has no write in flight");
        _inFlight = null;
        return done;
    }

    /// <summary>What is not durable, in order, for a freshly loaded actor: this one is to be thrown away.</summary>
    public IReadOnlyList<PendingChange> GiveUp()
    {
        var inFlight = _inFlight ?? throw new InvalidOperationException($"account {_id} has no write in flight");
        return IsDirty ? [inFlight, _pending] : [inFlight];
    }

    // What the rules throw is about this account and this record; anything else is about the program, and stops it.
    private static bool IsOfAccount(Exception failure) => failure is
        InvariantException or OverflowException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException;

    private void Decide(in InputRecord input)
    {
        // The account is advanced before its history is asked: what it holds may change on the way.
        PassTime(input.Record.LoggedAt);
        var question = AccountRules.Ask(State, input.Event);
        var answer = question is null ? null : _context.History.Answer(this, input.Event, question);
        Take(input, _context.Rules.Apply(State, input.Event, input.Record.LoggedAt, answer));
    }

    private void PassTime(Instant now)
    {
        if (State is { } state && state.WakeAt <= now)
        {
            var step = _context.Rules.Advance(state, now);
            State = step.State;
            Keep(step);
            _pending.Touched = true;
        }
    }

    // Waking too early costs one look; only an earlier wake must be told, or a later one once the row's has passed.
    private bool IsWakeToBeTold(Instant? wake) =>
        wake < (_storedWake ?? Instant.MaxValue)
        || (_storedWake is { } stored && wake != stored && (_isStoredWakeOver || stored <= State!.Now));

    private void Take(in InputRecord input, in Step step)
    {
        if (!ReferenceEquals(step.State, State))
        {
            State = step.State;
            _pending.Touched = true;
        }

        Keep(step);
        _pending.Results.Add(new RecordResult(input.Token, step.Outcome, step.Reason, step.Message));
        if (step.Outcome == Outcome.Applied)
        {
            _pending.History.Add(new HistoryRow(
                State!.Records,
                State.Now,
                StableHash.Of(input.Event.Header.Source, input.Event.Header.Id),
                input.Event.Fact is { } fact ? AccountRules.HashOf(fact) : 0,
                input.Record.Body,
                input.Record.Headers));
        }
        else if (step.Outcome == Outcome.Refused)
        {
            _pending.Touched |= State is not null;
            _pending.DeadLetters.Add(AccountLetters.Refused(input, State?.Now, step.Reason!, step.Message!, default));
        }
    }

    private void Keep(in Step step)
    {
        foreach (var warning in step.Warnings)
        {
            _pending.Outbox.Add(new OutboxRow(
                warning.Number, WarningEncoder.Topic, WarningEncoder.TypeOf(warning.Kind), warning.RaisedAt, WarningEncoder.Encode(warning)));
        }

        foreach (var lost in step.Lost)
        {
            _pending.DeadLetters.Add(AccountLetters.GivenUp(lost, _context.History.RecordOf(this, lost.Fact.Header)));
        }
    }

    private void Quarantine(in InputRecord input, Exception indigestible)
    {
        var before = State is null ? default : (ReadOnlyMemory<byte>)StateCodec.Encode(State);
        State = _context.Rules.Quarantine(State, _id, input.Record.LoggedAt);
        var message = $"the account could not digest the event and is quarantined: {indigestible.GetType().Name}: {indigestible.Message}";
        _pending.DeadLetters.Add(AccountLetters.Refused(input, State.Now, RefusalCodes.Indigestible, message, before));
        _pending.Results.Add(new RecordResult(input.Token, Outcome.Refused, RefusalCodes.Indigestible, message));
        _pending.Touched = true;
    }

    /// <summary>Time alone was too much for the account: told once, and the account is left as it is.</summary>
    private void Quarantine(Instant now, Exception indigestible)
    {
        _isStuckInTime = true;
        if (State!.Quarantined)
        {
            return;
        }

        var message = $"the account could not be advanced to {now} and is quarantined: {indigestible.GetType().Name}: {indigestible.Message}";
        _pending.DeadLetters.Add(AccountLetters.StuckInTime(_id, now, message, StateCodec.Encode(State)));
        State = _context.Rules.Quarantine(State, _id, now);
        _pending.Touched = true;
    }
}
