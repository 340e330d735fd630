using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;
using CreditRisk.Domain.Usage;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>
/// Looks at an account at its now: what covers what, the figures, the score, the reminders, the ladder, and when to look again. Runs after each
/// record, and at the start of each day on which something may change by itself.
/// </summary>
internal sealed class Evaluator(PolicyBook book, Scorecard scorecard, SupplyRules supply)
{
    private const int CoversOnStack = 64;

    private readonly bool _hasChanges = book.HasChanges;

    /// <summary>The version of its policy that is in force for an account at its now.</summary>
    public Policy PolicyOf(AccountState state) => book.Of(state).At(state.Now);

    /// <summary>What the rules see of an account as it is, for looking at it without moving it.</summary>
    public LadderView ViewOf(AccountState state) => new(state, PolicyOf(state), FiguresOf(state), new Decisions(null), IsReminded: false, supply);

    /// <summary>Evaluates a draft in place.</summary>
    /// <exception cref="InvariantException">Money is not conserved.</exception>
    public void Evaluate(AccountState draft, Decisions decisions)
    {
        var policy = PolicyOf(draft);
        decisions.Begin(draft.Now);
        ExpireWaiting(draft, decisions);
        var count = draft.Ledger.Items.Length;
        Span<ItemCover> covers = count <= CoversOnStack ? stackalloc ItemCover[count] : new ItemCover[count];
        var unapplied = Coverage.Compute(draft.Ledger, covers);
        Settle(draft, covers, decisions.Cause);
        if (Forget(draft, policy))
        {
            covers = covers[..draft.Ledger.Items.Length];
            unapplied = Coverage.Compute(draft.Ledger, covers);
        }

        Wallets.Consume(draft, policy);
        var figures = Complete(draft, policy, LedgerFigures.Of(draft.Ledger, covers, unapplied, draft.Clock.Today, draft.Clock.Zone, policy, draft.Decimals));
        if (figures.Receivable != draft.Ledger.Totals.Receivable)
        {
            throw new InvariantException(
                $"money is not conserved in account {draft.Id}: items and credits say {figures.Receivable}, what was booked says {draft.Ledger.Totals.Receivable} minor units");
        }

        if (decisions.Cause is not null)
        {
            draft.Score = draft.Score.Rescore(scorecard, ScoreInput.Of(figures, draft.Ledger.Totals.Debits, draft.OpenedOn), figures.Today);
            var graded = PolicyOf(draft);
            figures = Complete(draft, graded, ReferenceEquals(graded, policy) ? figures : LedgerFigures.Of(draft.Ledger, covers, unapplied, draft.Clock.Today, draft.Clock.Zone, graded, draft.Decimals));
            policy = graded;
        }

        // Read here, where nothing has left yet: an exposure that does not fit must not be found out by whoever looks at the account.
        _ = figures.NetExposure;
        Wallets.Lift(draft, policy, figures, decisions.Cause);
        var isReminded = draft.Wallet.Reminded || Reminders.IsOutstanding(draft.Ledger, covers);
        var view = Wallets.Remind(Reminders.Raise(new LadderView(draft, policy, figures, decisions, isReminded, supply), covers));
        LadderRules.Move(view);
        NoticeRules.Move(view);
        RestrictionRules.Move(view);
        DeskRules.Move(view);
        SetWake(draft, policy, decisions.Alarm);
    }

    /// <summary>The figures of an account as it is, at its now.</summary>
    public Figures FiguresOf(AccountState state)
    {
        var covers = new ItemCover[state.Ledger.Items.Length];
        var unapplied = Coverage.Compute(state.Ledger, covers);
        var policy = PolicyOf(state);
        return Complete(state, policy, LedgerFigures.Of(state.Ledger, covers, unapplied, state.Clock.Today, state.Clock.Zone, policy, state.Decimals));
    }

    /// <summary>The money figures of a ledger with everything else that conditions read.</summary>
    internal static Figures Complete(AccountState state, Policy policy, in Figures money)
    {
        long? limit = state.Profile.CreditLimit.Value is { } amount && state.Currency is { } currency && amount.TryIn(currency, out var minor) ? minor : null;
        return Wallets.Complete(state, policy, money with
        {
            Unbilled = state.Usage.Unbilled,
            CreditLimit = limit,
            Score = state.Score.Points,
            Grade = state.Score.Grade,
            BouncedPayments = state.Score.BouncedPayments,
        });
    }

    private void SetWake(AccountState draft, Policy policy, NodaTime.Instant alarm)
    {
        var next = WakeDays.Next(draft, policy);
        // The start of a day in a zone is worth not to be computed again with each record.
        if (_hasChanges || next != draft.WakeOn || alarm != draft.AlarmAt || draft.WakeAt == Instant.MaxValue)
        {
            (draft.WakeOn, draft.AlarmAt) = (next, alarm);
            draft.SetWake(book);
        }
    }

    private static void Settle(AccountState draft, ReadOnlySpan<ItemCover> covers, AccountEvent? cause)
    {
        ICollection<Item>? settled = null;
        draft.Ledger = draft.Ledger.Mark(covers, draft.Clock.Today, ref settled);
        if (settled is null || cause is not PaymentReceived payment)
        {
            return;
        }

        var paidOn = payment.PaidOn ?? CivilDate.At(payment.Header.Time, draft.Clock.Zone);
        foreach (var item in settled)
        {
            draft.Score = draft.Score.Settled(paidOn - item.DueOn);
        }
    }

    private static bool Forget(AccountState draft, Policy policy)
    {
        ICollection<Item>? forgotten = null;
        var before = draft.Ledger;
        draft.Ledger = before.Forget(draft.Clock.Today, draft.Clock.Zone, policy.Terms.ReversalDays, ref forgotten);
        if (forgotten is not null)
        {
            foreach (var item in forgotten)
            {
                draft.Usage = draft.Usage.Bill(item);
            }

            draft.Usage = draft.Usage.Recount(draft.Ledger.Items);
        }

        return !ReferenceEquals(before, draft.Ledger);
    }

    private static void ExpireWaiting(AccountState draft, Decisions decisions)
    {
        while (draft.Waiting.Length > 0 && draft.Clock.Today - draft.Waiting[0].ReceivedOn >= AccountState.OrphanDays)
        {
            WaitingRoom.GiveUpOldest(draft, decisions, "did not come in time");
        }
    }
}
