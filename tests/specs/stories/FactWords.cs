using System.Collections.Immutable;
using CreditRisk.Tests.Specs.Reading;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>What becomes of a phrase about a fact: an event of this type, whose data are the phrase's blanks.</summary>
/// <param name="Type">The event type; empty for the event before, sent again.</param>
/// <param name="Fields">Fields of the data that the phrase does not say, or need not.</param>
internal sealed record FactKind(string Type, ImmutableArray<(string Name, string Value)> Fields);

/// <summary>The facts that specifications can tell: a new kind is a line here, and one in the docs. A blank is named as the field of the event that it fills.</summary>
internal static class FactWords
{
    /// <summary>Stands for the date of the fact.</summary>
    public const string Today = Requests.Mark + "today";

    /// <summary>The types of the events that can be told.</summary>
    public static IEnumerable<string> Types => All.Select(entry => entry.Kind.Type);

    /// <summary>What every phrase ends with, as it is shown: a fact can be in another currency than the account's, and be told later than it happened.</summary>
    public const string OfEveryFact = " [in <currency>] [told <told>]";

    private const string Account =
        "[contacts {contacts: <channel> <address>}] [points {servicePoints: <id> <service>}] [manager <manager>] [segment <segment>] [region <region>] [terms <terms>] [protection <protection>] [limit <creditLimit:money>] [zone <timeZone>] [currency <currency>] [unit <unit>] [group <group>]";

    private const string Own = Requests.Mark;

    private const string Transfer = "bank-transfer";

    private static readonly (Phrase Phrase, FactKind Kind)[] All =
    [
        Of("customer.registered", $"registered {Account}"),
        Of("customer.updated", $"updated {Account}"),
        Of("customer.closed", "closed [because <reason>]"),
        Of("customer.key-event", "case <caseId> <kind>"),
        Of("customer.key-event.closed", "case closed <caseId>"),
        Of("credit.report.received", "credit report <provider> <monthsPastDue:number> months [reliability <reliability:number>]", ("status", "late")),
        Of("credit.rating.assessed", "credit rating"),
        Of("guarantee.lodged", "guarantee <guaranteeId> <kind> <amount:money> [until <validTo:date>]"),
        Of("guarantee.released", "guarantee released <guaranteeId>"),
        Of("hold.granted", "hold <holdId> from <from:date> to <to:date> [as <kind>] [by <approvedBy>]", ("kind", "extension")),
        Of("hold.ended", "hold ended <holdId>"),
        Of("dispute.opened", "dispute <disputeId> on <invoiceId> [of <amount:money>] [deadline <deadline:date>]"),
        Of("dispute.closed", "dispute closed <disputeId> [as <outcome>]"),
        Of("promise.made", "promise <promiseId> <amount:money> by <by:date>"),
        Of("plan.agreed", "plan <planId> of {instalments: <amount:money> on <dueOn:date>}"),
        Of("plan.cancelled", "plan cancelled <planId>"),
        Of(
            "billing.invoice.issued", "invoice <invoiceId> <amount:money> due <dueOn:date> [issued <issuedOn:date>] [for {lines: <service> <periodFrom:date> <periodTo:date>}]", ("issuedOn", Today)),
        Of("billing.invoice.cancelled", "invoice cancelled <invoiceId>"),
        Of("billing.invoice.due-date-changed", "due date of <invoiceId> to <dueOn:date>"),
        Of("billing.credit-note.issued", "credit note <creditNoteId> <amount:money> [on <invoiceId>]"),
        Of("billing.adjustment.posted", "debit <adjustmentId> <amount:money> [due <dueOn:date>]", ("direction", "debit")),
        Of("billing.adjustment.posted", "credit <adjustmentId> <amount:money>", ("direction", "credit")),
        Of("billing.item.opened", "old debt <itemId> <amount:money> due <dueOn:date>"),
        Of("billing.interest.charged", "interest <itemId> <amount:money> [due <dueOn:date>]"),
        Of("billing.item.written-off", "written off <itemId> <amount:money>"),
        Of("billing.item.recovered", "recovered <itemId> <amount:money>"),
        Of("billing.item.transferred", "transferred <itemId> <amount:money> to <otherAccount>"),
        Of("billing.balance.stated", "stated balance <balance:money>"),
        Of("payment.initiated", "payment started <paymentId> <amount:money> [by <method>] [matures <maturesOn:date>]", ("method", Transfer)),
        Of(
            "payment.received", "payment <paymentId> <amount:money> [by <method>] [paid <paidOn:date>] [to {allocation: <invoiceId> <amount:money>}]", ("method", Transfer)),
        Of("payment.failed", "payment failed <paymentId>"),
        Of("payment.reversed", "payment reversed <paymentId> [of <amount:money>]"),
        Of("payment.refunded", "payment refunded <paymentId> [of <amount:money>]"),
        Of("usage.recorded", "usage <usageId> <service> from <from:moment> to <to:moment> worth <amount:money>", ("quantity", "1"), ("unit", "unit")),
        Of("usage.recorded", "metered <usageId> <service> from <from:moment> to <to:moment> <quantity:money> <unit>"),
        Of("usage.rerated", "usage rerated <usageId> <amount:money>"),
        Of("usage.cancelled", "usage cancelled <usageId>"),
        Of("meter.exchanged", "meter exchanged"),
        Of("restriction.allowed", "may leave", ("want", Own + Requests.Want)),
        Of("restriction.executed", "executed <commandId:request> [at <at:moment>]"),
        Of("restriction.failed", "failed <commandId:request> [because <reason>]"),
        Of("restriction.restored", "supply restored [at <at:moment>]", ("commandId", Own + Requests.Restore)),
        Of("notification.delivered", "delivered <notificationId:request> [at <at:moment>]"),
        Of("notification.bounced", "bounced <notificationId:request> [because <reason>]"),
        Of("approval.granted", "approval granted [by <by>] [because <reason>]", ("approvalId", Own + Requests.Approval)),
        Of("approval.refused", "approval refused [by <by>] [because <reason>]", ("approvalId", Own + Requests.Approval)),
        Of("task.completed", "task completed <taskId:request> [by <by>] [as <outcome>]"),
        Of("feed.heartbeat", "heartbeat <feed> complete to <completeUpTo:moment>"),
        Of("", "again"),
    ];

    public static Phrasebook<FactKind> Book { get; } = new(All);

    private static (Phrase Phrase, FactKind Kind) Of(string type, string pattern, params ImmutableArray<(string Name, string Value)> fields) =>
        (new Phrase(pattern + OfEveryFact.Replace("told>", "told:moment>", StringComparison.Ordinal)), new FactKind(type, fields));
}
