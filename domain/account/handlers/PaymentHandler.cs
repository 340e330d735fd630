using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies events about money that comes, fails or goes back.</summary>
internal static class PaymentHandler
{
    public static Verdict Apply(in Draft draft, PaymentInitiated initiated)
    {
        var state = draft.State;
        if (!draft.Fits(initiated.Sum.Currency))
        {
            return draft.WrongCurrency(initiated.Sum.Currency);
        }

        if (state.Ledger.Transits.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("payments on their way");
        }

        state.Currency ??= initiated.Sum.Currency;
        if (state.Ledger.IndexOf(CreditKind.Payment, initiated.PaymentId) >= 0 || draft.Target is PaymentReceived)
        {
            return Verdict.Done;
        }

        var terms = draft.Policy.Terms;
        var days = terms.SettlementDays.GetValueOrDefault(initiated.Method, terms.DefaultSettlementDays);
        var transit = new Transit(initiated.PaymentId, initiated.Sum.Minor, initiated.Header.Time, initiated.MaturesOn, days);
        state.Ledger = state.Ledger with { Transits = state.Ledger.Transits.Add(transit.In(state.Clock.Zone)) };
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, PaymentReceived received)
    {
        var state = draft.State;
        var currency = received.Sum.Currency;
        if (!draft.Fits(currency))
        {
            return draft.WrongCurrency(currency);
        }

        if (state.Ledger.Credits.Length >= AccountLedger.MostParts)
        {
            return Draft.Full("payments");
        }

        if (!TryParts(received.Allocations, currency, out var parts, out var wrong))
        {
            return Verdict.Refuse(RefusalCodes.BadAmount, $"data.allocation[{wrong}].amount: {received.Allocations[wrong].Part} is no amount of {currency}");
        }

        var ledger = state.Ledger.Add(new Credit
        {
            Id = received.PaymentId,
            Kind = CreditKind.Payment,
            Amount = received.Sum.Minor,
            Parts = parts,
            Time = received.Header.Time,
            PaidOn = received.PaidOn,
            ReceivedOn = state.Clock.Today,
        });
        state.Currency ??= currency;
        state.Ledger = WithoutTransit(ledger, received.PaymentId);
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, PaymentFailed failed)
    {
        var state = draft.State;
        var ledger = WithoutTransit(state.Ledger, failed.PaymentId);
        var isPast = ReferenceEquals(ledger, state.Ledger);
        if (isPast && draft.Target is null && state.Ledger.IndexOf(CreditKind.Payment, failed.PaymentId) < 0)
        {
            return Verdict.WaitFor(FactKind.PaymentInitiation, failed.PaymentId);
        }

        state.Ledger = ledger;
        state.Score = state.Score.Bounced();
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, PaymentReturned returned)
    {
        var state = draft.State;
        var index = state.Ledger.IndexOf(CreditKind.Payment, returned.PaymentId);
        var forgotten = draft.Target as PaymentReceived;
        if (index < 0 && forgotten is null)
        {
            return Verdict.WaitFor(FactKind.Payment, returned.PaymentId);
        }

        var left = index >= 0 ? state.Ledger.Credits[index].Effective : forgotten!.Sum.Minor;
        var minor = left;
        if (returned.Part is { } part && !draft.TryMinor(part, out minor))
        {
            return draft.BadAmount("data.amount", part);
        }

        if (minor > left)
        {
            return Verdict.Refuse(
                RefusalCodes.ExceedsPayment,
                $"data.amount: {new Cash(minor, state.Currency!)} is more than the {new Cash(left, state.Currency!)} that are left of payment {returned.PaymentId}");
        }

        if (minor == 0)
        {
            // Nothing was left, or nothing goes back: an item of nothing would be due for ever, and nothing has bounced.
            return Verdict.Done;
        }

        if (!returned.IsRefund)
        {
            state.Score = state.Score.Bounced();
        }

        state.Ledger = index >= 0 && !state.Ledger.Credits[index].IsPast
            ? state.Ledger.Return(index, minor, returned.IsRefund)
            : Remember(ChargeAgain(state, returned, minor), index, returned.PaymentId, left, minor, state.Clock.Today);
        return Verdict.Done;
    }

    /// <summary>Keeps in mind how much was returned of a payment whose window is over.</summary>
    private static AccountLedger Remember(AccountLedger ledger, int index, string paymentId, long left, long minor, CivilDate today)
    {
        if (index >= 0)
        {
            var past = ledger.Credits[index];
            return ledger with { Credits = ledger.Credits.SetItem(index, past with { Returned = past.Returned + minor }) };
        }

        return ledger with
        {
            Credits = ledger.Credits.Add(new Credit
            {
                Id = paymentId,
                Kind = CreditKind.Payment,
                Amount = left,
                Returned = minor,
                Parts = [],
                Time = NodaTime.NodaConstants.UnixEpoch,
                ReceivedOn = today,
                IsPast = true,
            }),
        };
    }

    /// <summary>The payment is no longer kept: what it had closed cannot be opened again, so that a new item takes its place.</summary>
    private static AccountLedger ChargeAgain(AccountState state, PaymentReturned returned, long minor)
    {
        var day = CivilDate.At(returned.Header.Time, state.Clock.Zone);
        var item = new Item
        {
            Id = "late:" + returned.PaymentId,
            Kind = ItemKind.LateReversal,
            Amount = minor,
            IssuedOn = day,
            DueOn = day,
            Time = returned.Header.Time,
        };
        var before = state.Ledger.IndexOf(item.Id);
        if (before >= 0)
        {
            // A second return of the same old payment adds to the item of the first.
            var present = state.Ledger.Items[before];
            return state.Ledger.With(before, present with { Amount = present.Amount + minor }) with
            {
                Totals = state.Ledger.Totals with { Debits = state.Ledger.Totals.Debits + minor },
            };
        }

        return state.Ledger.Charge(item, state.Clock.Today);
    }

    private static AccountLedger WithoutTransit(AccountLedger ledger, string paymentId)
    {
        for (var i = 0; i < ledger.Transits.Length; i++)
        {
            if (ledger.Transits[i].PaymentId == paymentId)
            {
                return ledger with { Transits = ledger.Transits.RemoveAt(i) };
            }
        }

        return ledger;
    }

    private static bool TryParts(ImmutableArray<Allocation> allocations, Currency currency, out ImmutableArray<NamedPart> parts, out int wrong)
    {
        wrong = -1;
        parts = [];
        if (allocations.IsEmpty)
        {
            return true;
        }

        var named = new NamedPart[allocations.Length];
        for (var i = 0; i < named.Length; i++)
        {
            if (!allocations[i].Part.TryIn(currency, out var minor))
            {
                wrong = i;
                return false;
            }

            named[i] = new NamedPart(allocations[i].ItemId, minor);
        }

        parts = [.. named];
        return true;
    }
}
