using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Reminders: once for each item, on the days up to its due date. They stand outside episodes.</summary>
internal static class Reminders
{
    /// <summary>Raises the reminders that are due.</summary>
    /// <returns>The view after them.</returns>
    public static LadderView Raise(LadderView view, ReadOnlySpan<ItemCover> covers)
    {
        if (view.Policy.Terms.ReminderOffsetDays is not { } offset)
        {
            return view;
        }

        var today = view.Figures.Today;
        var floor = view.Policy.TrivialFloorMinor(view.Figures.CurrencyDecimals);
        for (var i = 0; i < covers.Length; i++)
        {
            var item = view.Draft.Ledger.Items[i];
            if (today <= item.DueOn && today >= item.DueOn.Plus(offset) && !item.Reminded
                && covers[i].Open - covers[i].Disputed > floor && !LedgerFigures.IsHeld(view.Draft.Ledger, today))
            {
                view = Raise(view, i, item, covers[i], item.DueOn.Plus(offset));
            }
        }

        return view;
    }

    /// <summary>Whether an item that was reminded is still open without its disputed part.</summary>
    public static bool IsOutstanding(AccountLedger ledger, ReadOnlySpan<ItemCover> covers)
    {
        for (var i = 0; i < covers.Length; i++)
        {
            if (ledger.Items[i].Reminded && covers[i].Open > covers[i].Disputed)
            {
                return true;
            }
        }

        return false;
    }

    private static LadderView Raise(LadderView view, int index, Item item, ItemCover cover, CivilDate from)
    {
        var draft = view.Draft;
        draft.Ledger = draft.Ledger.With(index, item with { Reminded = true });
        var before = view.Standing;
        var since = Instant.Min(draft.Now, Instant.Max(from.StartIn(draft.Clock.Zone), view.CauseTime));
        var open = draft.Currency is { } currency ? new Cash(cover.Open - cover.Disputed, currency).ToString() : "";
        view = view with { IsReminded = true };
        view.WarnReminder(before, since, $"item {item.Id}: {open} due on {item.DueOn}", item.Id);
        return view;
    }
}
