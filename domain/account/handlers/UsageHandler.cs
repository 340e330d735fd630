using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies events about usage.</summary>
internal static class UsageHandler
{
    /// <summary>The key of a usage id in the usage book.</summary>
    public static ulong KeyOf(string usageId) => StableHash.Of((byte)FactKind.Usage, usageId);

    public static Verdict Apply(in Draft draft, UsageRecorded recorded)
    {
        var state = draft.State;
        if (recorded.Value is { } value && !draft.Fits(value.Currency))
        {
            return draft.WrongCurrency(value.Currency);
        }

        if (state.Usage.Count >= AccountLedger.MostParts)
        {
            return Draft.Full("usage records that no bill covers");
        }

        if ((recorded.Value?.Currency ?? state.Currency) is not { } currency)
        {
            // The meter may be quicker than the registration: prices have a currency.
            return Verdict.WaitFor(FactId.Currency.Kind, FactId.Currency.Id);
        }

        var minor = recorded.Value?.Minor ?? draft.Tariff.Rate(recorded.Service, recorded.Unit, recorded.Quantity, currency);
        if (minor is not { } rated)
        {
            return Verdict.Refuse(
                RefusalCodes.NoPrice,
                $"data.amount is absent, and the tariff has no price for {SenderText.Show(recorded.Service)} by {SenderText.Show(recorded.Unit)} in {currency.Code}");
        }

        var last = LastInstant(recorded);
        state.Currency = currency;
        state.Usage = state.Usage.Add(
            KeyOf(recorded.UsageId), recorded.Service, last, CivilDate.At(last, state.Clock.Zone), rated, state.Ledger.Items);
        return Verdict.Done;
    }

    public static Verdict Apply(in Draft draft, UsageRerated rerated)
    {
        var state = draft.State;
        if (!draft.Fits(rerated.Value.Currency))
        {
            return draft.WrongCurrency(rerated.Value.Currency);
        }

        return Restate(draft, rerated.UsageId, rerated.Value.Minor, Stamp.Of(rerated.Header));
    }

    public static Verdict Apply(in Draft draft, UsageCancelled cancelled) =>
        Restate(draft, cancelled.UsageId, null, Stamp.Of(cancelled.Header));

    private static Verdict Restate(in Draft draft, string usageId, long? minor, Stamp stamp)
    {
        var state = draft.State;
        var key = KeyOf(usageId);
        if (state.Usage.Find(key) is null)
        {
            // Known to the history alone: it is billed for good, and its value no longer matters.
            return draft.Target is null ? Verdict.WaitFor(FactKind.Usage, usageId) : Verdict.Done;
        }

        state.Usage = state.Usage.Restate(key, minor, stamp, state.Ledger.Items);
        return Verdict.Done;
    }

    /// <summary>The last instant of the use: use that ends at midnight belongs to the day before.</summary>
    private static NodaTime.Instant LastInstant(UsageRecorded recorded) =>
        recorded.To > recorded.From ? recorded.To - NodaTime.Duration.Epsilon : recorded.To;
}
