using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>What it is that begins and ends for an account: a stage, so far.</summary>
/// <param name="Order">Its place in lists; subjects with the same place are ordered by name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Lasts">Whether it lasts until its end leaves the account too; else only its beginning does.</param>
public readonly record struct Subject(int Order, string Name, bool Lasts);

/// <summary>What a departure says of its subject.</summary>
public enum DepartureKind : byte
{
    /// <summary>It begins; where it is over at once, this is all there is.</summary>
    Begins,

    /// <summary>It is over.</summary>
    Ends,

    /// <summary>It is over, and should not have begun.</summary>
    Withdrawn,
}

/// <summary>The money that something was about, in the account's currency.</summary>
/// <param name="Currency">The currency's code, or null while the account has none.</param>
/// <param name="Decimals">Decimals of the currency, 0 to 4.</param>
/// <param name="Actionable">Overdue that may be acted upon, minor units, 0 or more.</param>
/// <param name="Overdue">Open and past due, minor units, 0 or more.</param>
public readonly record struct Stake(string? Currency, int Decimals, long Actionable, long Overdue);

/// <summary>Something that left an account. Whatever accounts send is compared as this, so that the comparison knows of no kind of effect by itself.</summary>
public sealed record Departure
{
    /// <summary>What begins or ends.</summary>
    public required Subject Subject { get; init; }

    /// <summary>What its end and its beginning have in common, within the subject.</summary>
    public required string Key { get; init; }

    /// <summary>What is the same thing under any rules, within the subject; null where only the time can tell.</summary>
    public string? Match { get; init; }

    /// <summary>Whether it begins or ends.</summary>
    public required DepartureKind Kind { get; init; }

    /// <summary>When it left.</summary>
    public required Instant At { get; init; }

    /// <summary>The account's civil date of <see cref="At"/>.</summary>
    public required CivilDate On { get; init; }

    /// <summary>The money at that instant.</summary>
    public required Stake Stake { get; init; }

    /// <summary>Why, one line each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }
}

/// <summary>Tells what left an account.</summary>
public static class Departures
{
    /// <summary>All that left an account on its way from its first record to the present, in order. Whatever else accounts come to send is to be added here.</summary>
    /// <param name="derived">The account as its records and some rules give it.</param>
    public static IEnumerable<Departure> Of(RederivedAccount derived) => derived.Warnings.Select(Of);

    /// <summary>A stage as a subject.</summary>
    public static Subject SubjectOf(Stage stage) => new((int)stage, stage.Name(), Lasts: stage != Stage.Reminder);

    private static Departure Of(WarningEffect warning) => new()
    {
        Subject = SubjectOf(warning.Stage),
        Key = warning.ItemId ?? $"{warning.Entry}",
        // A reminder is about an item, whenever it is sent; which entries of a stage answer each other, only the time tells.
        Match = warning.ItemId,
        Kind = warning.Kind switch
        {
            WarningKind.Raised => DepartureKind.Begins,
            WarningKind.Cleared => DepartureKind.Ends,
            _ => DepartureKind.Withdrawn,
        },
        At = warning.RaisedAt,
        On = warning.Figures.Today,
        Stake = new Stake(warning.Currency, warning.Figures.CurrencyDecimals, warning.Figures.Actionable, warning.Figures.Overdue),
        Reasons = warning.Reasons,
    };
}
