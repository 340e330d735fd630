namespace CreditRisk.Silo.Simulator;

/// <summary>Everything that can happen; in the order of <see cref="Steps"/>.</summary>
internal enum Step : byte
{
    Registered = 0,
    Updated,
    Closed,
    CreditReported,
    GuaranteeLodged,
    GuaranteeReleased,
    CaseOpened,
    CaseClosed,
    HoldGranted,
    HoldEnded,
    DisputeOpened,
    DisputeClosed,
    PromiseMade,
    InvoiceIssued,
    InvoiceCancelled,
    InvoiceReissued,
    CreditNoteIssued,
    PaymentInitiated,
    PaymentReceived,
    PaymentFailed,
    PaymentReversed,
    UsageRecorded,
}

/// <summary>What stands on the envelope of a step, and when in the day it happens.</summary>
/// <param name="Type">Event type.</param>
/// <param name="Source">Event source.</param>
/// <param name="Tag">What the business id has after the account; empty where there is none.</param>
/// <param name="Verb">What the event id has after the business id, so that no two events of a fact share an id.</param>
/// <param name="FromHour">The first local hour of day in which it happens, 8 to 23.</param>
/// <param name="Hours">For how many hours.</param>
internal sealed record StepInfo(string Type, string Source, string Tag, string Verb, int FromHour, int Hours);

/// <summary>
/// The steps' envelopes. The hours put what depends on something of the same day after it: readings, then cancellations and
/// decisions, then credit notes, then bills, then money, then the closing of the account. They begin at 8, because at 8 in the
/// morning of the easternmost region (UTC+8) the day of UTC begins.
/// </summary>
internal static class Steps
{
    public const string Customers = "/crm";
    public const string Billing = "/billing";
    public const string Payments = "/payments";
    public const string Metering = "/metering";
    public const string Bureau = "/bureau";

    private static readonly StepInfo[] All =
    [
        new("customer.registered", Customers, "", "registered", 8, 1),
        new("customer.updated", Customers, "upd", "stated", 14, 3),
        new("customer.closed", Customers, "", "closed", 22, 1),
        new("credit.report.received", Bureau, "rep", "received", 9, 3),
        new("guarantee.lodged", Customers, "gua", "lodged", 10, 6),
        new("guarantee.released", Customers, "gua", "released", 10, 6),
        new("customer.key-event", Customers, "case", "opened", 9, 8),
        new("customer.key-event.closed", Customers, "case", "closed", 9, 8),
        new("hold.granted", Customers, "hold", "granted", 15, 2),
        new("hold.ended", Customers, "hold", "ended", 15, 2),
        new("dispute.opened", Customers, "dis", "opened", 15, 2),
        new("dispute.closed", Customers, "dis", "closed", 9, 1),
        new("promise.made", Customers, "pro", "made", 10, 7),
        new("billing.invoice.issued", Billing, "inv", "issued", 13, 2),
        new("billing.invoice.cancelled", Billing, "inv", "cancelled", 9, 1),
        new("billing.invoice.issued", Billing, "rei", "issued", 13, 2),
        new("billing.credit-note.issued", Billing, "cn", "issued", 11, 1),
        new("payment.initiated", Payments, "pay", "initiated", 15, 1),
        new("payment.received", Payments, "pay", "received", 16, 5),
        new("payment.failed", Payments, "pay", "failed", 16, 5),
        new("payment.reversed", Payments, "pay", "reversed", 9, 2),
        new("usage.recorded", Metering, "use", "recorded", 8, 4),
    ];

    public static StepInfo Of(Step step) => All[(int)step];
}

/// <summary>An event that is to be written: all that its content is computed from again.</summary>
/// <param name="SecondOfDay">When, in seconds of the day of UTC.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Month">The month that its facts belong to.</param>
/// <param name="Ordinal">Which of several in that month, 1 to 319.</param>
/// <param name="Step">What happens.</param>
internal readonly record struct PlannedEvent(int SecondOfDay, int Customer, int Month, short Ordinal, Step Step);
