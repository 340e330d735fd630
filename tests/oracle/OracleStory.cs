using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Oracle;

/// <summary>A small history of 2017 told by hand, in minor units of EUR, and what the oracle makes of it.</summary>
internal sealed class OracleStory(OraclePolicy policy)
{
    private static readonly Currency Euro = Currency.Of("EUR");
    private readonly NaiveOracle _oracle = new(policy);
    private int _events;

    public NaiveOracle Oracle => _oracle;

    public static CivilDate On(int month, int day) => CivilDate.Of(2017, month, day);

    public static Instant At(int month, int day, int hour = 0, int minute = 0) => Instant.FromUtc(2017, month, day, hour, minute);

    public static Allocation For(string itemId, long minor) => new(itemId, Amount.OfMinor(minor, Euro));

    public OracleStory Bill(Instant time, string id, long minor, CivilDate due, CivilDate? issued = null) =>
        Log(new ItemCharged(Header(time), id, ItemKind.Invoice, new Cash(minor, Euro), issued ?? On(1, 1), due, MinimumDue: null, Lines: default));

    public OracleStory Pay(
        Instant time, string id, long minor, Instant? logged = null, CivilDate? paidOn = null, params ImmutableArray<Allocation> allocations) =>
        Log(new PaymentReceived(Header(time), id, new Cash(minor, Euro), "transfer", allocations, paidOn), logged);

    public OracleStory Initiate(Instant time, string id, long minor, CivilDate? matures = null) =>
        Log(new PaymentInitiated(Header(time), id, new Cash(minor, Euro), "transfer", matures));

    public OracleStory Reverse(Instant time, string id, long? minor) =>
        Log(new PaymentReturned(Header(time), id, IsRefund: false, Part(minor), Reason: null));

    public OracleStory Dispute(Instant time, string id, string itemId, long? minor) =>
        Log(new DisputeOpened(Header(time), id, itemId, Part(minor), Deadline: null));

    public OracleStory EndDispute(Instant time, string id) => Log(new DisputeClosed(Header(time), id, Outcome: null));

    public OracleStory Due(Instant time, string itemId, CivilDate due, Instant? logged = null) =>
        Log(new DueDateChanged(Header(time), itemId, due), logged);

    public OracleStory Move(Instant time, string itemId, DebtMove move, long minor) =>
        Log(new DebtMoved(Header(time), itemId, move, Amount.OfMinor(minor, Euro), OtherAccount: null));

    public OracleStory Cancel(Instant time, string itemId) => Log(new ItemCancelled(Header(time), itemId, Reason: null));

    public OracleStory Hold(Instant time, string id, CivilDate from, CivilDate to) =>
        Log(new HoldGranted(Header(time), id, "extension", from, to, ApprovedBy: null, Evidence: null));

    public OracleStory EndHold(Instant time, string id) => Log(new HoldEnded(Header(time), id));

    public OracleStory Sue(Instant time, string id) => Log(new KeyEventOpened(Header(time), id, KeyEventKind.Lawsuit, Note: null));

    public OracleStory EndCase(Instant time, string id) => Log(new KeyEventClosed(Header(time), id));

    public OracleStory Register(Instant time, string zone) => Log(new CustomerStated(Header(time), Registers: true, TimeZone: zone, Currency: Euro));

    public OracleStory Until(Instant now)
    {
        _oracle.Advance(now);
        return this;
    }

    /// <summary>The state at the end of a day that is over.</summary>
    public DayReport EndOf(int month, int day) => _oracle.Days.Single(ended => ended.Report.Date == On(month, day)).Report;

    /// <summary>All warnings of the story but the reminders.</summary>
    public void ShouldWarn(params OracleWarning[] expected) =>
        _oracle.Warnings.Where(warning => warning.Stage != OracleStage.Reminder).ToArray().ShouldBe(expected);

    private EventHeader Header(Instant time) => new("billing", $"e{++_events:000}", "account", time);

    private static Amount? Part(long? minor) => minor is { } part ? Amount.OfMinor(part, Euro) : null;

    private OracleStory Log(AccountEvent e, Instant? logged = null)
    {
        _oracle.Apply(e, logged ?? e.Header.Time);
        return this;
    }
}
