using System.Collections.Immutable;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Events;

/// <summary>How a customer pays.</summary>
public enum Terms : byte
{
    /// <summary>Billed after use.</summary>
    Postpaid = 0,

    /// <summary>A wallet that usage debits.</summary>
    Prepaid = 1,

    /// <summary>Paid on delivery.</summary>
    Cash = 2,
}

/// <summary>Why a customer may not be cut without more ado.</summary>
public enum Protection : byte
{
    /// <summary>No protection.</summary>
    None = 0,

    /// <summary>Needs approval and a copy to the authority (hospitals, waterworks).</summary>
    Important = 1,

    /// <summary>A cut is dangerous: a safety load is kept.</summary>
    Hazardous = 2,

    /// <summary>A vulnerable household: never without a second person.</summary>
    Vulnerable = 3,
}

/// <summary>A place that is supplied.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Service">What is supplied there.</param>
public sealed record ServicePoint(string Id, string Service);

/// <summary>A way to reach the customer.</summary>
/// <param name="Channel">E-mail, sms, letter ...</param>
/// <param name="Address">The address on that channel.</param>
/// <param name="Language">BCP 47 tag, or null.</param>
public sealed record Contact(string Channel, string Address, string? Language);

/// <summary>
/// Master data of a customer, <c>customer.registered</c> or <c>customer.updated</c>. A field that is absent (null) leaves what
/// was known; each field's newest statement in business order holds, so that the order of arrival does not matter.
/// </summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Registers">True for <c>customer.registered</c>, which ends the provisional state.</param>
/// <param name="Name">The name to show.</param>
/// <param name="PartyId">The legal party, which may hold several accounts.</param>
/// <param name="Segment">The class of customer that chooses a policy.</param>
/// <param name="Unit">The sales or supply unit that owns the account.</param>
/// <param name="Region">The region, for calendars and rights.</param>
/// <param name="TimeZone">IANA zone of the account's dates.</param>
/// <param name="Terms">How the customer pays.</param>
/// <param name="Currency">The account's one currency.</param>
/// <param name="CreditLimit">The credit limit, in the account's currency.</param>
/// <param name="Protection">Why the customer may not be cut.</param>
/// <param name="Manager">Who looks after the customer.</param>
/// <param name="Group">The group of companies.</param>
/// <param name="LegalRepresentative">Who represents the customer.</param>
/// <param name="ServicePoints">What is supplied where; default when not stated.</param>
/// <param name="Contacts">How to reach the customer; default when not stated.</param>
public sealed record CustomerStated(
    EventHeader Header,
    bool Registers,
    string? Name = null,
    string? PartyId = null,
    string? Segment = null,
    string? Unit = null,
    string? Region = null,
    string? TimeZone = null,
    Terms? Terms = null,
    Currency? Currency = null,
    Amount? CreditLimit = null,
    Protection? Protection = null,
    string? Manager = null,
    string? Group = null,
    string? LegalRepresentative = null,
    ImmutableArray<ServicePoint> ServicePoints = default,
    ImmutableArray<Contact> Contacts = default) : AccountEvent(Header);

/// <summary>The account is closed: it stays until what is owed is paid.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Reason">Why.</param>
public sealed record CustomerClosed(EventHeader Header, string? Reason) : AccountEvent(Header);

/// <summary>The kinds of key events that may act on the ladder at once. The numbers are stored: never reuse one.</summary>
public enum KeyEventKind : byte
{
    /// <summary>No open case.</summary>
    None = 0,

    /// <summary>A lawsuit.</summary>
    Lawsuit = 1,

    /// <summary>Insolvency.</summary>
    Insolvency = 2,

    /// <summary>Another legal representative.</summary>
    LegalRepresentativeChange = 3,

    /// <summary>Another management.</summary>
    ManagementChange = 4,

    /// <summary>Another responsible person.</summary>
    ResponsiblePersonChange = 5,

    /// <summary>Sale of assets.</summary>
    AssetSale = 6,

    /// <summary>Transfer of collateral.</summary>
    CollateralTransfer = 7,

    /// <summary>A major investment.</summary>
    MajorInvestment = 8,

    /// <summary>Restructuring.</summary>
    Restructuring = 9,

    /// <summary>An accident.</summary>
    Accident = 10,

    /// <summary>A large guarantee given for somebody else.</summary>
    GuaranteeGiven = 11,
}

/// <summary>A case that may act on the ladder at once is opened.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="CaseId">The case, which stays open until it is closed.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Note">Free text, or null.</param>
public sealed record KeyEventOpened(EventHeader Header, string CaseId, KeyEventKind Kind, string? Note) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Case, CaseId);
}

/// <summary>A key event's case is closed.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="CaseId">The case.</param>
public sealed record KeyEventClosed(EventHeader Header, string CaseId) : AccountEvent(Header);

/// <summary>An outside source reports how the customer pays elsewhere.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Provider">Who reports.</param>
/// <param name="Status">The provider's word for it.</param>
/// <param name="MonthsPastDue">Months past due as reported, 0-999.</param>
/// <param name="Score">The provider's own score, or null.</param>
/// <param name="ReliabilityPercent">How far the provider is trusted, 0-100, or null for fully.</param>
public sealed record CreditReported(
    EventHeader Header, string Provider, string Status, int MonthsPastDue, int? Score, int? ReliabilityPercent) : AccountEvent(Header);

/// <summary>A business rating was assessed; kept in the history until ratings have their effect.</summary>
/// <param name="Header">What the event says of itself.</param>
public sealed record CreditRatingAssessed(EventHeader Header) : AccountEvent(Header);

/// <summary>What stands behind a guarantee. The numbers are stored: never reuse one.</summary>
public enum GuaranteeKind : byte
{
    /// <summary>Money deposited.</summary>
    Deposit = 0,

    /// <summary>A bank's guarantee.</summary>
    Bank = 1,

    /// <summary>A mortgage.</summary>
    Mortgage = 2,

    /// <summary>A pledge.</summary>
    Pledge = 3,
}

/// <summary>A guarantee is lodged.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="GuaranteeId">The guarantee.</param>
/// <param name="Kind">What stands behind it.</param>
/// <param name="Value">Its face value.</param>
/// <param name="ValidTo">The last day on which it is valid, or null for no end.</param>
public sealed record GuaranteeLodged(EventHeader Header, string GuaranteeId, GuaranteeKind Kind, Cash Value, CivilDate? ValidTo)
    : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Guarantee, GuaranteeId);
}

/// <summary>A guarantee is given back.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="GuaranteeId">The guarantee.</param>
public sealed record GuaranteeReleased(EventHeader Header, string GuaranteeId) : AccountEvent(Header);

/// <summary>Collection is held for a time: an extension, the green channel, force majeure ...</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="HoldId">The hold.</param>
/// <param name="Kind">The operator's word for it.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, not before <paramref name="From"/>.</param>
/// <param name="ApprovedBy">Who granted it, or null.</param>
/// <param name="Evidence">A reference to the evidence, or null.</param>
public sealed record HoldGranted(
    EventHeader Header, string HoldId, string Kind, CivilDate From, CivilDate To, string? ApprovedBy, string? Evidence) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Hold, HoldId);
}

/// <summary>A hold ends early: the day of the event's time is its last.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="HoldId">The hold.</param>
public sealed record HoldEnded(EventHeader Header, string HoldId) : AccountEvent(Header);

/// <summary>The customer disputes an item or a part of it.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="DisputeId">The dispute.</param>
/// <param name="InvoiceId">The item.</param>
/// <param name="Disputed">The part disputed, or null for all of it.</param>
/// <param name="Deadline">The day by which it is to be decided, or null.</param>
public sealed record DisputeOpened(EventHeader Header, string DisputeId, string InvoiceId, Amount? Disputed, CivilDate? Deadline)
    : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Dispute, DisputeId);
}

/// <summary>A dispute is decided; what it was worth follows as a credit note or a cancellation.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Outcome">The operator's word for it, or null.</param>
public sealed record DisputeClosed(EventHeader Header, string DisputeId, string? Outcome) : AccountEvent(Header);

/// <summary>The customer promises to pay.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PromiseId">The promise.</param>
/// <param name="Promised">How much.</param>
/// <param name="By">By what day.</param>
public sealed record PromiseMade(EventHeader Header, string PromiseId, Amount Promised, CivilDate By) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Promise, PromiseId);
}

/// <summary>One instalment.</summary>
/// <param name="DueOn">The day it is due.</param>
/// <param name="Due">How much.</param>
public sealed record Instalment(CivilDate DueOn, Amount Due);

/// <summary>An instalment plan is agreed.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PlanId">The plan.</param>
/// <param name="Instalments">At least one.</param>
public sealed record PlanAgreed(EventHeader Header, string PlanId, ImmutableArray<Instalment> Instalments) : AccountEvent(Header)
{
    /// <inheritdoc/>
    public override FactId? Fact => new FactId(FactKind.Plan, PlanId);
}

/// <summary>An instalment plan is cancelled.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="PlanId">The plan.</param>
public sealed record PlanCancelled(EventHeader Header, string PlanId) : AccountEvent(Header);
