using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies promises and instalment plans.</summary>
internal static class ArrangementHandler
{
    public static Verdict Apply(in Draft draft, PromiseMade made) =>
        Add(draft, made.PromiseId, ArrangementKind.Promise, made.Header.Time, [new Instalment(made.By, made.Promised)]);

    public static Verdict Apply(in Draft draft, PlanAgreed agreed) =>
        Add(draft, agreed.PlanId, ArrangementKind.Plan, agreed.Header.Time, agreed.Instalments);

    public static Verdict Apply(in Draft draft, PlanCancelled cancelled)
    {
        var state = draft.State;
        var arrangements = state.Ledger.Arrangements;
        for (var i = 0; i < arrangements.Length; i++)
        {
            if (arrangements[i].Kind == ArrangementKind.Plan && arrangements[i].Id == cancelled.PlanId)
            {
                // Cancelled twice: the earlier one in the business holds, whichever arrives first.
                var at = Instant.Min(cancelled.Header.Time, arrangements[i].CancelledAt ?? Instant.MaxValue);
                var changed = (arrangements[i] with { CancelledAt = at }).In(state.Clock.Zone);
                state.Ledger = state.Ledger with { Arrangements = arrangements.SetItem(i, changed) };
                return Verdict.Done;
            }
        }

        return draft.Target is null ? Verdict.WaitFor(FactKind.Plan, cancelled.PlanId) : Verdict.Done;
    }

    private static Verdict Add(in Draft draft, string id, ArrangementKind kind, Instant madeAt, ImmutableArray<Instalment> instalments)
    {
        var state = draft.State;
        if (state.Ledger.Arrangements.Length >= AccountLedger.MostArrangements)
        {
            return Verdict.Refuse(RefusalCodes.AccountFull, $"the account has {AccountLedger.MostArrangements} promises and plans already");
        }

        if (state.Currency is null)
        {
            return Verdict.WaitFor(FactId.Currency.Kind, FactId.Currency.Id);
        }

        var parts = ImmutableArray.CreateBuilder<DuePart>(instalments.Length);
        for (var i = 0; i < instalments.Length; i++)
        {
            if (!draft.TryMinor(instalments[i].Due, out var minor))
            {
                return draft.BadAmount(kind == ArrangementKind.Promise ? "data.amount" : $"data.instalments[{i}].amount", instalments[i].Due);
            }

            parts.Add(new DuePart(instalments[i].DueOn, minor));
        }

        parts.Sort((left, right) => left.DueOn.Number.CompareTo(right.DueOn.Number));
        var arrangement = new Arrangement(id, kind, madeAt, parts.MoveToImmutable(), null).In(state.Clock.Zone);
        state.Ledger = state.Ledger with { Arrangements = state.Ledger.Arrangements.Add(arrangement) };
        return Verdict.Done;
    }
}
