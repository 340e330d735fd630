using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>The events of stories, in few words. All of them must be applied.</summary>
internal sealed partial class AccountStory
{
    private const string Transfer = "transfer";

    public AccountStory Register(double at, string? zone = null, long? limit = null, string? segment = null, Terms? terms = null, double? logged = null) => Applied(new CustomerStated(
        Header(at, "crm"), Registers: true, TimeZone: zone, Currency: Euro, Segment: segment, Terms: terms, CreditLimit: limit is { } minor ? Part(minor) : null), logged);

    /// <summary>A bill; it releases no usage unless lines are given (an empty list bills every service).</summary>
    public AccountStory Bill(
        double at, string id, long minor, int due, int? issued = null, ImmutableArray<BillLine> lines = default, double? logged = null, ItemKind kind = ItemKind.Invoice) =>
        Applied(new ItemCharged(Header(at), id, kind, Eur(minor), Day(issued ?? (int)at), Day(due), MinimumDue: null, lines), logged);

    public AccountStory Cancel(double at, string id, double? logged = null) => Applied(new ItemCancelled(Header(at), id, Reason: null), logged);

    public AccountStory Due(double at, string id, int due, double? logged = null) => Applied(new DueDateChanged(Header(at), id, Day(due)), logged);

    public AccountStory Credit(double at, string id, long minor, string? item = null, bool isCreditNote = true, double? logged = null) =>
        Applied(new CreditGiven(Header(at), id, isCreditNote, Eur(minor), item, Reason: null), logged);

    public AccountStory Move(double at, string id, DebtMove move, long minor, double? logged = null) =>
        Applied(new DebtMoved(Header(at), id, move, Part(minor), OtherAccount: null), logged);

    public AccountStory Pay(double at, string id, long minor, double? logged = null, int? paidOn = null, params ImmutableArray<Allocation> to) => Applied(
        new PaymentReceived(Header(at, "bank"), id, Eur(minor), Transfer, to, paidOn is { } day ? Day(day) : null), logged);

    public AccountStory Initiate(double at, string id, long minor, int? matures = null, double? logged = null, string method = Transfer) => Applied(
        new PaymentInitiated(Header(at, "bank"), id, Eur(minor), method, matures is { } day ? Day(day) : null), logged);

    public AccountStory Fail(double at, string id, double? logged = null) => Applied(new PaymentFailed(Header(at, "bank"), id, Reason: null), logged);

    /// <summary>A payment is taken back: a part, or all that is left.</summary>
    public AccountStory Reverse(double at, string id, long? minor = null, double? logged = null) => Applied(Returned(at, id, minor, isRefund: false), logged);

    /// <summary>A payment is given back: a part, or all that is left.</summary>
    public AccountStory Refund(double at, string id, long? minor = null) => Applied(Returned(at, id, minor, isRefund: true));

    public PaymentReturned Returned(double at, string id, long? minor, bool isRefund = false) =>
        new(Header(at, "bank"), id, isRefund, minor is { } part ? Part(part) : null, Reason: null);

    public AccountStory Dispute(double at, string id, string item, long? minor = null, double? logged = null) =>
        Applied(new DisputeOpened(Header(at, "crm"), id, item, minor is { } part ? Part(part) : null, Deadline: null), logged);

    public AccountStory Settle(double at, string id, double? logged = null) => Applied(new DisputeClosed(Header(at, "crm"), id, Outcome: null), logged);

    public AccountStory Hold(double at, string id, int from, int to, double? logged = null) =>
        Applied(new HoldGranted(Header(at, "crm"), id, "extension", Day(from), Day(to), ApprovedBy: null, Evidence: null), logged);

    public AccountStory EndHold(double at, string id, double? logged = null) => Applied(new HoldEnded(Header(at, "crm"), id), logged);

    public AccountStory OpenCase(double at, string id, KeyEventKind kind = KeyEventKind.Lawsuit, double? logged = null) =>
        Applied(new KeyEventOpened(Header(at, "crm"), id, kind, Note: null), logged);

    public AccountStory CloseCase(double at, string id, double? logged = null) => Applied(new KeyEventClosed(Header(at, "crm"), id), logged);

    public AccountStory Lodge(double at, string id, GuaranteeKind kind, long minor, int? validTo = null) => Applied(
        new GuaranteeLodged(Header(at, "crm"), id, kind, Eur(minor), validTo is { } day ? Day(day) : null));

    public AccountStory Release(double at, string id, double? logged = null) => Applied(new GuaranteeReleased(Header(at, "crm"), id), logged);

    /// <summary>Use from one instant to another, worth so much.</summary>
    public AccountStory Use(double from, double to, string id, long minor, string service = "electricity", double? logged = null) =>
        Applied(Used(from, to, id, Eur(minor), service), logged);

    public UsageRecorded Used(double from, double to, string id, Cash? value, string service = "electricity", string unit = "kWh", Amount? quantity = null) => new(
        Header(to, "meter"), id, service, ServicePoint: null, quantity ?? new Amount(1, 0), unit, At(from), At(to), value, Estimated: false);

    public AccountStory Rerate(double at, string id, long minor, double? logged = null) => Applied(new UsageRerated(Header(at, "meter"), id, Eur(minor)), logged);

    public AccountStory CancelUse(double at, string id, double? logged = null) => Applied(new UsageCancelled(Header(at, "meter"), id), logged);

    public AccountStory Report(double at, int monthsPastDue, int? reliability = null) =>
        Applied(new CreditReported(Header(at, "bureau"), "bureau", "late", monthsPastDue, Score: null, reliability));

    /// <summary>A record that states nothing of money: it only moves the account.</summary>
    public AccountStory Touch(double at) => Applied(new FeedHeartbeat(Header(at), "billing", At(at)));

    public static Cash Eur(long minor) => new(minor, Euro);

    public static Amount Part(long minor) => Amount.OfMinor(minor, Euro);

    public static BillLine Line(string? service, int? from, int? to) =>
        new(service, from is { } first ? Day(first) : null, to is { } last ? Day(last) : null);
}
