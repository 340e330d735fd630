using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies billing's events.</summary>
internal static class BillingHandler
{
    public static Verdict Apply(in Draft draft, ItemCharged charged)
    {
        var state = draft.State;
        if (!draft.Fits(charged.Charged.Currency))
        {
            return draft.WrongCurrency(charged.Charged.Currency);
        }

        if (state.Ledger.Items.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("items");
        }

        var item = new Item
        {
            Id = charged.ItemId,
            Kind = charged.Kind,
            Amount = charged.Charged.Minor,
            IssuedOn = charged.IssuedOn,
            DueOn = charged.DueOn,
            Time = charged.Header.Time,
            Lines = charged.Lines,
        };
        var ledger = state.Ledger.Charge(item, state.Clock.Today);
        state.Currency ??= charged.Charged.Currency;
        state.Ledger = ledger;
        RecountUsage(state, item);
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, ItemCancelled cancelled)
    {
        var state = draft.State;
        var index = state.Ledger.IndexOf(cancelled.ItemId);
        if (index >= 0)
        {
            state.Ledger = state.Ledger.Cancel(index);
            RecountUsage(state, state.Ledger.Items[index]);
            return Verdict.Done;
        }

        if (draft.Target is not ItemCharged known)
        {
            return Verdict.WaitFor(FactKind.Item, cancelled.ItemId);
        }

        if (draft.IsCancelled)
        {
            return Verdict.Done;
        }

        // Settled and forgotten: what had been charged becomes credit.
        state.Ledger = state.Ledger.Add(new Credit
        {
            Id = "cancelled:" + known.ItemId,
            Kind = CreditKind.Adjustment,
            Amount = known.Charged.Minor,
            Parts = [],
            Time = cancelled.Header.Time,
            ReceivedOn = state.Clock.Today,
        });
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, DueDateChanged changed)
    {
        var state = draft.State;
        var index = state.Ledger.IndexOf(changed.ItemId);
        if (index < 0)
        {
            return Missing(draft, changed.ItemId);
        }

        state.Ledger = state.Ledger.ChangeDueDate(index, changed.DueOn, Stamp.Of(changed.Header), state.Clock.Today);
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, CreditGiven given)
    {
        var state = draft.State;
        if (!draft.Fits(given.Credited.Currency))
        {
            return draft.WrongCurrency(given.Credited.Currency);
        }

        if (state.Ledger.Credits.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("credits");
        }

        var ledger = state.Ledger.Add(new Credit
        {
            Id = given.CreditId,
            Kind = given.IsCreditNote ? CreditKind.CreditNote : CreditKind.Adjustment,
            Amount = given.Credited.Minor,
            Parts = given.ItemId is null ? [] : [new NamedPart(given.ItemId, given.Credited.Minor)],
            Time = given.Header.Time,
            ReceivedOn = state.Clock.Today,
        });
        state.Currency ??= given.Credited.Currency;
        state.Ledger = ledger;
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, DebtMoved moved)
    {
        var state = draft.State;
        var index = state.Ledger.IndexOf(moved.ItemId);
        if (index < 0)
        {
            return Missing(draft, moved.ItemId);
        }

        if (!draft.TryMinor(moved.Moved, out var minor))
        {
            return draft.BadAmount("data.amount", moved.Moved);
        }

        state.Ledger = state.Ledger.Move(index, moved.Move, minor);
        return Verdict.Done;
    }

    /// <summary>An item that is not in the state waits to come, unless the history knows that it was settled and forgotten.</summary>
    public static Verdict Missing(in Draft draft, string itemId) => draft.Target is ItemCharged
        ? Verdict.Refuse(RefusalCodes.ClosedItem, $"item {itemId} was settled too long ago to be changed")
        : Verdict.WaitFor(FactKind.Item, itemId);

    private static void RecountUsage(AccountState state, Item item)
    {
        if (!item.Lines.IsDefault && state.Usage.Newest is not null)
        {
            state.Usage = state.Usage.Recount(state.Ledger.Items);
        }
    }
}
