using System.Collections.Immutable;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Account.Handlers;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>What came of one input.</summary>
/// <param name="State">The account after it; the same object when nothing changed, null when its first event was refused.</param>
/// <param name="Outcome">What became of the event.</param>
/// <param name="Reason">A code of <see cref="RefusalCodes"/> when it was refused, else null.</param>
/// <param name="Message">Why it was refused, for a person.</param>
/// <param name="Effects">What leaves, in order.</param>
/// <param name="Lost">Facts that had waited and are given up.</param>
public readonly record struct Step(
    AccountState? State, Outcome Outcome, string? Reason, string? Message, ImmutableArray<AccountEffect> Effects, ImmutableArray<LostFact> Lost)
{
    /// <summary>The warnings among the effects.</summary>
    public IEnumerable<WarningEffect> Warnings => Effects.OfType<WarningEffect>();
}

/// <summary>
/// The rules of an account as pure functions: (state, event, log timestamp) to (state, effects) and (state, instant) to (state,
/// effects). They throw only when a record cannot be digested; then nothing has changed. Safe for use by many threads.
/// </summary>
public sealed class AccountRules(PolicyBook book, Tariff tariff, Scorecard scorecard, SupplyRules? supply = null)
{
    private readonly Evaluator _evaluator = new(book, scorecard, supply ?? SupplyRules.None);

    /// <summary>The policies.</summary>
    public PolicyBook Book => book;

    /// <summary>The prices of usage.</summary>
    public Tariff Tariff => tariff;

    /// <summary>The scorecard.</summary>
    public Scorecard Scorecard => scorecard;

    /// <summary>
    /// What must be looked up in the account's history before the event can be applied, or null (nearly always) for nothing. The look-up covers every record
    /// applied before this one. The account must first be advanced to the record's log timestamp: what it holds may change on the way.
    /// </summary>
    public static HistoryQuestion? Ask(AccountState? state, AccountEvent @event)
    {
        if (state is null)
        {
            return null;
        }

        var hash = StableHash.Of(@event.Header.Source, @event.Header.Id);
        if (state.Recent.Contains(hash))
        {
            return null;
        }

        ulong? asked = state.Recent.MayHaveEvicted(@event.Header.Time) ? hash : null;
        var fact = @event.Fact is { Kind: not FactKind.Usage } stated && state.Facts.MayContain(HashOf(stated)) ? @event.Fact : null;
        var target = Targets.Of(@event) is { } named && !Targets.IsAtHand(state, named)
            && (named.Kind == FactKind.Usage || state.Facts.MayContain(HashOf(named))) ? Targets.Of(@event) : null;
        return asked is null && fact is null && target is null ? null : new HistoryQuestion(asked, @event.Header.Time, fact, target);
    }

    /// <summary>Applies an event.</summary>
    /// <param name="state">The account, or null at its first event.</param>
    /// <param name="event">The event, whose account is the state's.</param>
    /// <param name="loggedAt">The record's log timestamp.</param>
    /// <param name="answer">The answer to what <see cref="Ask"/> asked; may be null when it asked nothing.</param>
    /// <exception cref="InvariantException">Something that must hold would not: nothing has changed.</exception>
    /// <exception cref="OverflowException">A sum does not fit: nothing has changed.</exception>
    public Step Apply(AccountState? state, AccountEvent @event, Instant loggedAt, HistoryAnswer? answer = null)
    {
        var hash = StableHash.Of(@event.Header.Source, @event.Header.Id);
        if (state is not null && (state.Recent.Contains(hash) || answer is { EventKnown: true }))
        {
            return new Step(state, Outcome.Duplicate, null, null, [], []);
        }

        var isBehind = state is not null && state.WakeAt <= loggedAt;
        var draft = state?.Copy() ?? AccountState.Open(@event.Header.Account, loggedAt, book);
        var decisions = new Decisions(null);
        AdvanceTo(draft, loggedAt, decisions);
        if (isBehind && (answer is not null || Ask(draft, @event) is not null))
        {
            throw new InvalidOperationException("the account must be advanced to the record's log timestamp before its history is asked");
        }

        decisions.Cause = @event;
        var verdict = answer is { IsBeyond: true }
            ? Verdict.Refuse(RefusalCodes.BeyondHistory, "the history of the account is not kept far enough back to tell whether this was applied before, or to find what it names")
            : IsReused(draft, @event, answer)
            ? Verdict.Refuse(RefusalCodes.IdReused, $"{@event.Fact!.Value.Kind} {@event.Fact.Value.Id} was stated before by another event")
            : Handle(draft, @event, answer, hasWaited: false);
        if (verdict.Reason is not null)
        {
            // The time that has passed has its effects; of the event there is no trace.
            return new Step(state is null ? null : draft, Outcome.Refused, verdict.Reason, verdict.Message, decisions.Effects, decisions.Lost);
        }

        draft.Recent = draft.Recent.Add(hash, @event.Header.Time);
        draft.Records++;
        if (@event.Fact is { Kind: not FactKind.Usage } fact)
        {
            draft.Facts = draft.Facts.Add(HashOf(fact));
        }

        if (verdict.WaitsFor is { } target)
        {
            WaitingRoom.Enter(draft, @event, target, decisions);
        }
        else if (!draft.Waiting.IsEmpty)
        {
            ReleaseWaiting(draft, @event, hadCurrency: state?.Currency is not null, decisions);
        }

        EvaluateWithAnswers(draft, decisions);
        return new Step(draft, Outcome.Applied, null, null, decisions.Effects, decisions.Lost);
    }

    /// <summary>Lets time pass without a record: everything that falls due up to the instant happens at its own instant.</summary>
    public Step Advance(AccountState state, Instant now)
    {
        if (now <= state.Now)
        {
            return new Step(state, Outcome.Applied, null, null, [], []);
        }

        var draft = state.Copy();
        var decisions = new Decisions(null);
        AdvanceTo(draft, now, decisions);
        return new Step(draft, Outcome.Applied, null, null, decisions.Effects, decisions.Lost);
    }

    /// <summary>The account with the mark that one of its records could not be digested.</summary>
    public AccountState Quarantine(AccountState? state, string account, Instant loggedAt)
    {
        var draft = state?.Copy() ?? AccountState.Open(account, loggedAt, book);
        draft.Quarantined = true;
        return draft;
    }

    /// <summary>The account's figures at its now.</summary>
    public Figures FiguresOf(AccountState state) => _evaluator.FiguresOf(state);

    /// <summary>The account's policy, in the version that is in force at its now.</summary>
    public Policy PolicyOf(AccountState state) => _evaluator.PolicyOf(state);

    /// <summary>
    /// What holds back the restriction that the account wants, else the next stage that would restrict it (where something is overdue, or a stage is active), by what is known now; and what
    /// pauses its debt: each with its reason and its end.
    /// </summary>
    public ImmutableArray<Holdback> GuardsOf(AccountState state) => CutForecast.GuardsOf(_evaluator, state);

    /// <summary>
    /// Since when a restriction is wanted; else the first instant at which one will be if nothing happens but that time passes, found by the rules themselves; null where that is not in sight.
    /// Worth asking where something is overdue.
    /// </summary>
    public Instant? CutAt(AccountState state) => CutForecast.CutAt(_evaluator, state);

    /// <summary>The account's stage as it is shown: a reminder counts while its item is open, that of a wallet until a top-up has lifted it.</summary>
    public static Stage StageOf(AccountState state)
    {
        if (state.Ladder.Stage != Stage.Good)
        {
            return state.Ladder.Stage;
        }

        var covers = new ItemCover[state.Ledger.Items.Length];
        _ = Coverage.Compute(state.Ledger, covers);
        return state.Wallet.Reminded || Reminders.IsOutstanding(state.Ledger, covers) ? Stage.Reminder : Stage.Good;
    }

    /// <summary>What the score is made of, at the account's now.</summary>
    public ImmutableArray<ScoreReason> ScoreReasons(AccountState state, int most) => Scoring.TopReasons(
        state.Score, scorecard, ScoreInput.Of(FiguresOf(state), state.Ledger.Totals.Debits, state.OpenedOn), most);

    /// <summary>The fact that an event names and needs, or null.</summary>
    public static FactId? TargetOf(AccountEvent @event) => Targets.Of(@event);

    /// <summary>The stored hash of a business id.</summary>
    public static ulong HashOf(FactId fact) => StableHash.Of((byte)fact.Kind, fact.Id);

    private static bool IsReused(AccountState draft, AccountEvent @event, HistoryAnswer? answer)
    {
        if (@event.Fact is not { } fact)
        {
            return false;
        }

        return fact.Kind == FactKind.Usage
            ? draft.Usage.Find(UsageHandler.KeyOf(fact.Id)) is not null
            : draft.Facts.MayContain(HashOf(fact))
                && (answer ?? throw new InvalidOperationException("the history was not asked about a business id that may be used")).FactKnown;
    }

    private void AdvanceTo(AccountState draft, Instant now, Decisions decisions)
    {
        while (draft.WakeAt <= now)
        {
            draft.MoveTo(draft.WakeAt);
            _evaluator.Evaluate(draft, decisions);
        }

        draft.MoveTo(now);
    }

    private Verdict Handle(AccountState state, AccountEvent @event, HistoryAnswer? answer, bool hasWaited) =>
        Dispatch.Apply(new Draft(state, book, tariff, answer?.Target, answer is { IsCancelled: true }, hasWaited), @event);

    private void EvaluateWithAnswers(AccountState draft, Decisions decisions)
    {
        var effects = draft.Effects;
        _evaluator.Evaluate(draft, decisions);
        if (draft.Effects > effects && !draft.Waiting.IsEmpty && IsAnswered(draft))
        {
            // An answer was quicker than what it answers.
            ReleaseAnswers(draft, decisions);
            _evaluator.Evaluate(draft, decisions);
        }
    }

    private static bool IsAnswered(AccountState draft) => draft.Waiting.Any(waiting => waiting.For.Kind == FactKind.Request);

    private void ReleaseAnswers(AccountState draft, Decisions decisions)
    {
        foreach (var waiting in draft.Waiting)
        {
            if (waiting.For.Kind == FactKind.Request)
            {
                ReleaseWaiting(draft, waiting.For, decisions);
            }
        }
    }

    private void ReleaseWaiting(AccountState draft, AccountEvent @event, bool hadCurrency, Decisions decisions)
    {
        if (@event.Fact is { } came)
        {
            ReleaseWaiting(draft, came, decisions);
        }

        if (!hadCurrency && draft.Currency is not null)
        {
            ReleaseWaiting(draft, FactId.Currency, decisions);
        }
    }

    private void ReleaseWaiting(AccountState draft, FactId came, Decisions decisions)
    {
        foreach (var waiting in WaitingRoom.Release(draft, came))
        {
            var verdict = waiting is UsageRecorded && IsReused(draft, waiting, null)
                ? Verdict.Refuse(RefusalCodes.IdReused, $"usage {waiting.Fact!.Value.Id} was stated before by another event")
                : Handle(draft, waiting, null, hasWaited: true);
            if (verdict.Reason is { } reason)
            {
                decisions.Add(new LostFact(waiting, reason, verdict.Message!, draft.Now));
            }
            else if (verdict.WaitsFor is { } other)
            {
                WaitingRoom.Enter(draft, waiting, other, decisions);
            }
            else if (waiting.Fact is { } fact)
            {
                ReleaseWaiting(draft, fact, decisions);
            }
        }
    }
}
