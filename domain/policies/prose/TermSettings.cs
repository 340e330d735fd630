using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>All that a policy says beside its stages, in the order of the files. A key more in the files is a line more here; its name and its stages stand for themselves.</summary>
public static class TermSettings
{
    /// <summary>The settings.</summary>
    public static ImmutableArray<PolicySetting<PolicyTerms>> All { get; } =
    [
        new("version", "version", terms => $"{terms.Version}", _ => null),
        new("from", "in force from", terms => terms.From?.ToString(), terms => terms.From is { } from ? $"In force from {from}." : null),
        new("trivialFloor", "trivial floor", terms => Amount(terms.TrivialFloor), terms => terms.TrivialFloor == 0
            ? null : $"An item of which no more than {Amount(terms.TrivialFloor)} is actionable has no days past due."),
        new("graceDays", "days of grace", terms => $"{terms.GraceDays}", terms => terms.GraceDays == 0
            ? null : $"An item that is past due by news (it came late, was undisputed or fell open again) is let alone for {Quantity.Of(terms.GraceDays, "day")}."),
        new("reversalDays", "days in which payments may be reversed", terms => $"{terms.ReversalDays}", terms =>
            $"A payment may be reversed, and a settled item is kept, for {Quantity.Of(terms.ReversalDays, "day")}."),
        new("settlementDays", "days of money on its way", Settlement, terms => $"Money counts as on its way for so many days: {Settlement(terms)}."),
        new("guarantees", "share of guarantees that counts", Guarantees, terms => $"Of a guarantee so much counts: {Guarantees(terms)}."),
        new("restriction", "restrictions", Restrictions, terms => $"Restrictions: {Restrictions(terms)}."),
        new("reminder", "reminded", Reminder, terms => Reminder(terms) is { } when
            ? $"Customers are reminded {when}." : "Nobody is reminded before the due date."),
        new("emergencyCredit", "emergency credit", terms => Amount(terms.EmergencyCredit), terms => terms.EmergencyCredit == 0
            ? null : $"A prepaid customer may use {Amount(terms.EmergencyCredit)} more than is in the wallet; the next top-up recovers it."),
        new("supplyWindowDays", "days that the rate of usage is made of", terms => $"{terms.SupplyWindowDays}", terms => terms.ReminderDaysOfSupply is null
            ? null : $"Days of supply are reckoned by the usage of the last {Quantity.Of(terms.SupplyWindowDays, "day")}."),
    ];

    private static string Amount(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Settlement(PolicyTerms terms) => string.Join(
        ", ",
        terms.SettlementDays.OrderBy(method => method.Key, StringComparer.Ordinal).Select(method => $"{method.Key} {method.Value}").Append($"any other method {terms.DefaultSettlementDays}"));

    private static string Guarantees(PolicyTerms terms) =>
        string.Join(", ", Enum.GetValues<GuaranteeKind>().Select(kind => $"{kind.ToString().ToLowerInvariant()} {terms.HaircutPercents[(int)kind]}%"));

    private static string Restrictions(PolicyTerms terms) =>
        $"nobody for less than {Amount(terms.Restriction.Least)}; answered within {Quantity.Of(terms.Restriction.AnswerHours, "hour")}; "
        + $"a person is asked after {Quantity.Of(terms.Restriction.Attempts, "attempt")}; tried again after {Quantity.Of(terms.Restriction.RetryHours, "hour")}; "
        + $"approvals and tasks within {Quantity.Of(terms.Restriction.DeskDays, "day")}";

    private static string? Reminder(PolicyTerms terms)
    {
        var item = terms.ReminderOffsetDays switch
        {
            null => null,
            0 => "of each item on its due date",
            { } offset => $"of each item {Quantity.Of(-offset, "day")} before its due date",
        };
        var wallet = terms.ReminderDaysOfSupply is { } left ? $"when a wallet lasts for no more than {Quantity.Of(left, "day")}" : null;
        return item is not null && wallet is not null ? $"{item}, and {wallet}" : item ?? wallet;
    }
}
