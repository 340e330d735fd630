using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies events about the customer: master data, cases, guarantees, holds, disputes, reports.</summary>
internal static class CustomerHandler
{
    public static Verdict Apply(in Draft draft, CustomerStated stated)
    {
        var state = draft.State;
        if (stated.Currency is { } currency && !draft.Fits(currency))
        {
            return draft.WrongCurrency(currency);
        }

        state.Currency ??= stated.Currency;
        state.Registered |= stated.Registers;
        state.Profile = state.Profile.With(stated);
        if (ZoneOf(state, draft.Book) != state.Clock.Zone)
        {
            Move(state, draft.Book);
            state.Usage = state.Usage.Recount(state.Ledger.Items);
        }

        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, KeyEventOpened opened)
    {
        var state = draft.State;
        if (state.Ledger.Cases.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("cases");
        }

        state.Ledger = state.Ledger with { Cases = state.Ledger.Cases.Add(new Case(opened.CaseId, opened.Kind)) };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, KeyEventClosed closed)
    {
        var cases = draft.State.Ledger.Cases;
        var left = cases.RemoveAll(open => open.Id == closed.CaseId);
        if (left.Length == cases.Length && draft.Target is null)
        {
            return Verdict.WaitFor(FactKind.Case, closed.CaseId);
        }

        draft.State.Ledger = draft.State.Ledger with { Cases = left };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, CreditReported report)
    {
        draft.State.Score = draft.State.Score.Reported(report.MonthsPastDue, report.ReliabilityPercent ?? 100);
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, GuaranteeLodged lodged)
    {
        var state = draft.State;
        if (!draft.Fits(lodged.Value.Currency))
        {
            return draft.WrongCurrency(lodged.Value.Currency);
        }

        if (state.Ledger.Guarantees.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("guarantees");
        }

        state.Currency ??= lodged.Value.Currency;
        var guarantee = new Guarantee(lodged.GuaranteeId, lodged.Kind, lodged.Value.Minor, lodged.ValidTo);
        state.Ledger = state.Ledger with { Guarantees = state.Ledger.Guarantees.Add(guarantee) };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, GuaranteeReleased released)
    {
        var guarantees = draft.State.Ledger.Guarantees;
        var left = guarantees.RemoveAll(guarantee => guarantee.Id == released.GuaranteeId);
        if (left.Length == guarantees.Length && draft.Target is null)
        {
            return Verdict.WaitFor(FactKind.Guarantee, released.GuaranteeId);
        }

        draft.State.Ledger = draft.State.Ledger with { Guarantees = left };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, HoldGranted granted)
    {
        var state = draft.State;
        if (state.Ledger.Holds.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("holds");
        }

        state.Ledger = state.Ledger with { Holds = state.Ledger.Holds.Add(new Hold(granted.HoldId, granted.Kind, granted.From, granted.To, null)) };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, HoldEnded ended)
    {
        var state = draft.State;
        var holds = state.Ledger.Holds;
        for (var i = 0; i < holds.Length; i++)
        {
            if (holds[i].Id == ended.HoldId)
            {
                // Ended twice: the earlier ending in the business holds, whichever arrives first.
                var endedAt = Instant.Min(ended.Header.Time, holds[i].EndedAt ?? Instant.MaxValue);
                var hold = holds[i] with { EndedAt = endedAt };
                state.Ledger = state.Ledger with { Holds = holds.SetItem(i, hold.In(state.Clock.Zone)) };
                return Verdict.Done;
            }
        }

        return draft.Target is null ? Verdict.WaitFor(FactKind.Hold, ended.HoldId) : Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, DisputeOpened opened)
    {
        var state = draft.State;
        if (state.Ledger.IndexOf(opened.InvoiceId) < 0)
        {
            return BillingHandler.Missing(draft, opened.InvoiceId);
        }

        if (state.Ledger.Disputes.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("disputes");
        }

        long? minor = null;
        if (opened.Disputed is { } part)
        {
            if (!draft.TryMinor(part, out var whole))
            {
                return draft.BadAmount("data.amount", part);
            }

            minor = whole;
        }

        var dispute = new Dispute(opened.DisputeId, opened.InvoiceId, minor, opened.Deadline);
        state.Ledger = state.Ledger with { Disputes = state.Ledger.Disputes.Add(dispute) };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, DisputeClosed closed)
    {
        var state = draft.State;
        var disputes = state.Ledger.Disputes;
        for (var i = 0; i < disputes.Length; i++)
        {
            if (disputes[i].Id == closed.DisputeId)
            {
                state.Ledger = Undispute(state, i, isNews: !draft.HasWaited);
                return Verdict.Done;
            }
        }

        return draft.Target is null ? Verdict.WaitFor(FactKind.Dispute, closed.DisputeId) : Verdict.Done;
    }

    /// <summary>The zone of an account: its own, else its region's, else the default.</summary>
    private static DateTimeZone ZoneOf(AccountState state, PolicyBook book) =>
        state.Profile.TimeZone.Value is { } id && DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } zone
            ? zone
            : book.ZoneOf(state.Profile.Region.Value);

    /// <summary>What was dated in another zone than the account has is dated anew: it must not matter whether the zone or the fact came first. Also sets up what a decoded state does not carry.</summary>
    public static void Move(AccountState state, PolicyBook book)
    {
        var zone = ZoneOf(state, book);
        state.Clock = AccountClock.At(state.Now, zone);
        state.Ledger = state.Ledger with
        {
            Holds = state.Ledger.Holds.IsEmpty ? [] : [.. state.Ledger.Holds.Select(hold => hold.In(zone))],
            Arrangements = state.Ledger.Arrangements.IsEmpty ? [] : [.. state.Ledger.Arrangements.Select(arrangement => arrangement.In(zone))],
            Transits = state.Ledger.Transits.IsEmpty ? [] : [.. state.Ledger.Transits.Select(transit => transit.In(zone))],
        };
        state.Usage = state.Usage.In(zone);
        state.SetWake(book);
    }

    /// <summary>Ends a dispute. That it is over is news, and starts the item's grace, only if the account had seen it open.</summary>
    private static AccountLedger Undispute(AccountState state, int dispute, bool isNews)
    {
        var ledger = state.Ledger;
        var index = ledger.IndexOf(ledger.Disputes[dispute].ItemId);
        var today = state.Clock.Today;
        ledger = ledger with { Disputes = ledger.Disputes.RemoveAt(dispute) };
        return isNews && index >= 0 && ledger.Items[index].DueOn < today
            ? ledger.With(index, ledger.Items[index] with { GraceFrom = today })
            : ledger;
    }
}
