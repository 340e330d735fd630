using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;

namespace CreditRisk.Domain.Account;

/// <summary>A value and the statement that it comes from.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="Value">The value; default while nothing was stated.</param>
/// <param name="At">The statement, or null.</param>
public readonly record struct Stated<T>(T? Value, Stamp? At)
{
    /// <summary>The later of this and another statement in business order; an absent value states nothing.</summary>
    public Stated<T> Or(T? value, bool isStated, Stamp stamp) => isStated && stamp.IsAfter(At) ? new Stated<T>(value, stamp) : this;
}

/// <summary>
/// Master data of a customer. Each field holds its newest statement in business order, so that updates may arrive in any order
/// and may state only what changed.
/// </summary>
public sealed record CustomerProfile
{
    /// <summary>Nothing stated yet.</summary>
    public static readonly CustomerProfile Unknown = new();

    /// <summary>The name to show.</summary>
    public Stated<string> Name { get; init; }

    /// <summary>The legal party.</summary>
    public Stated<string> PartyId { get; init; }

    /// <summary>The class of customer.</summary>
    public Stated<string> Segment { get; init; }

    /// <summary>The unit that owns the account.</summary>
    public Stated<string> Unit { get; init; }

    /// <summary>The region.</summary>
    public Stated<string> Region { get; init; }

    /// <summary>IANA zone.</summary>
    public Stated<string> TimeZone { get; init; }

    /// <summary>How the customer pays.</summary>
    public Stated<Terms?> Terms { get; init; }

    /// <summary>The credit limit.</summary>
    public Stated<Amount?> CreditLimit { get; init; }

    /// <summary>Why the customer may not be cut.</summary>
    public Stated<Protection?> Protection { get; init; }

    /// <summary>Who looks after the customer.</summary>
    public Stated<string> Manager { get; init; }

    /// <summary>The group of companies.</summary>
    public Stated<string> Group { get; init; }

    /// <summary>Who represents the customer.</summary>
    public Stated<string> LegalRepresentative { get; init; }

    /// <summary>What is supplied where.</summary>
    public Stated<ImmutableArray<ServicePoint>?> ServicePoints { get; init; }

    /// <summary>How to reach the customer.</summary>
    public Stated<ImmutableArray<Contact>?> Contacts { get; init; }

    /// <summary>The profile with what an event states.</summary>
    public CustomerProfile With(CustomerStated stated)
    {
        var stamp = Stamp.Of(stated.Header);
        return new CustomerProfile
        {
            Name = Text(Name, stated.Name, stamp),
            PartyId = Text(PartyId, stated.PartyId, stamp),
            Segment = Text(Segment, stated.Segment, stamp),
            Unit = Text(Unit, stated.Unit, stamp),
            Region = Text(Region, stated.Region, stamp),
            TimeZone = Text(TimeZone, stated.TimeZone, stamp),
            Terms = Terms.Or(stated.Terms, stated.Terms is not null, stamp),
            CreditLimit = CreditLimit.Or(stated.CreditLimit, stated.CreditLimit is not null, stamp),
            Protection = Protection.Or(stated.Protection, stated.Protection is not null, stamp),
            Manager = Text(Manager, stated.Manager, stamp),
            Group = Text(Group, stated.Group, stamp),
            LegalRepresentative = Text(LegalRepresentative, stated.LegalRepresentative, stamp),
            ServicePoints = ServicePoints.Or(stated.ServicePoints.IsDefault ? null : stated.ServicePoints, !stated.ServicePoints.IsDefault, stamp),
            Contacts = Contacts.Or(stated.Contacts.IsDefault ? null : stated.Contacts, !stated.Contacts.IsDefault, stamp),
        };
    }

    private static Stated<string> Text(Stated<string> field, string? value, Stamp stamp) => field.Or(value, value is not null, stamp);
}
