using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using CreditRisk.Domain.Usage;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Prepaid accounts: what is in the wallet, how long it lasts, and the reminder that it runs out. What each is, is defined in <c>docs/rules.md</c>.</summary>
internal static class Wallets
{
    /// <summary>Whether an account has a wallet: the newest statement of its terms says so.</summary>
    public static bool IsPrepaid(AccountState state) => state.Profile.Terms.Value == Terms.Prepaid;

    /// <summary>The figures with those of the wallet.</summary>
    /// <exception cref="OverflowException">The sums do not fit.</exception>
    public static Figures Complete(AccountState state, Policy policy, in Figures figures)
    {
        var known = figures with { Consumed = state.Wallet.Consumed };
        if (!IsPrepaid(state))
        {
            return known;
        }

        var wallet = -(known.Receivable + known.Consumed + known.Unbilled);
        return known with
        {
            Wallet = wallet,
            EmergencyCredit = policy.EmergencyCreditMinor(known.CurrencyDecimals),
            DaysOfSupply = UsageRate.Of(state.Usage, known.Today, policy.Terms.SupplyWindowDays).DaysFor(wallet),
        };
    }

    /// <summary>Makes one sum of the usage that can no longer change, so that the account does not grow with what it uses.</summary>
    /// <exception cref="InvariantException">Money is not conserved.</exception>
    public static void Consume(AccountState draft, Policy policy)
    {
        var before = draft.Clock.Today.Plus(-policy.Terms.ReversalDays);
        if (!IsPrepaid(draft) || !draft.Usage.HasEndedBefore(before))
        {
            return;
        }

        var usage = draft.Usage.Consume(before, draft.Ledger.Items, out var consumed);
        if (usage.Unbilled + consumed != draft.Usage.Unbilled)
        {
            throw new InvariantException(
                $"usage is not conserved in account {draft.Id}: {draft.Usage.Unbilled} were unbilled, {usage.Unbilled} are left and {consumed} minor units consumed");
        }

        draft.Usage = usage;
        draft.Wallet = draft.Wallet with { Consumed = draft.Wallet.Consumed + consumed };
    }

    /// <summary>Forgets that the holder was reminded when a top-up has lifted the wallet, or it is none any more.</summary>
    public static void Lift(AccountState draft, Policy policy, in Figures figures, AccountEvent? cause)
    {
        if (draft.Wallet.Reminded && !IsLow(policy, figures) && (cause is PaymentReceived || !IsPrepaid(draft)))
        {
            draft.Wallet = draft.Wallet with { Reminded = false };
        }
    }

    /// <summary>Reminds the holder once when the wallet runs low; not one who was told worse than that.</summary>
    /// <returns>The view after that.</returns>
    public static LadderView Remind(LadderView view)
    {
        var draft = view.Draft;
        if (draft.Wallet.Reminded || !IsLow(view.Policy, view.Figures) || LedgerFigures.IsHeld(draft.Ledger, view.Figures.Today))
        {
            return view;
        }

        var before = view.Standing;
        draft.Wallet = draft.Wallet with { Reminded = true };
        view = view with { IsReminded = true };
        if (before <= Stage.Reminder)
        {
            view.WarnReminder(before, view.CauseTime, $"daysOfSupply {view.Figures.DaysOfSupply} <= {view.Policy.Terms.ReminderDaysOfSupply}");
        }

        return view;
    }

    /// <summary>The next day on which the days of supply may change by themselves: while the window slides over usage, each day; else when usage of a later day comes into it.</summary>
    public static CivilDate NextChange(AccountState state, Policy policy)
    {
        var next = CivilDate.MaxValue;
        if (!policy.ReadsSupply || !IsPrepaid(state))
        {
            return next;
        }

        var today = state.Clock.Today;
        for (var entry = state.Usage.Newest; entry is not null; entry = entry.Next)
        {
            var change = entry.EndsOn >= today ? entry.EndsOn.Plus(1) : today.Plus(1);
            next = !entry.Cancelled && entry.EndsOn >= today.Plus(-policy.Terms.SupplyWindowDays) && change < next ? change : next;
        }

        return next;
    }

    private static bool IsLow(Policy policy, in Figures figures) => policy.Terms.ReminderDaysOfSupply is { } days && figures.DaysOfSupply <= days;
}
