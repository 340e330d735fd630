using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>An account in a list of the desk, as it is shown. Amounts are decimal strings in the account's currency.</summary>
public sealed record DeskLine
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The customer's name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The unit that owns the account, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Who looks after the customer, or null.</summary>
    public string? Manager { get; init; }

    /// <summary>The region, or null.</summary>
    public string? Region { get; init; }

    /// <summary>The currency, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Open and past due.</summary>
    public required string Overdue { get; init; }

    /// <summary>Overdue that may be acted upon.</summary>
    public required string Actionable { get; init; }

    /// <summary>Due date of the oldest overdue item above the trivial floor, or null.</summary>
    public string? OldestDueOn { get; init; }

    /// <summary>Since when a restriction is wanted, or when one will be if nothing but time happens; or null.</summary>
    public Instant? CutAt { get; init; }

    /// <summary>The restriction of supply.</summary>
    public required RestrictionView Restriction { get; init; }

    /// <summary>The next last day of a pause, or null.</summary>
    public string? PauseEndsOn { get; init; }

    /// <summary>The day on which a promise or a plan was broken last, or null.</summary>
    public string? BrokenOn { get; init; }

    /// <summary>What could still stop a restriction, or pauses debt.</summary>
    public required IReadOnlyList<HoldbackView> Guards { get; init; }

    /// <summary>A row of the desk with what its account's state says.</summary>
    public static DeskLine Of(AccountRules rules, DeskRow row, AccountState state) => new()
    {
        Account = state.Id,
        Name = state.Profile.Name.Value,
        Unit = row.Unit,
        Manager = row.Manager,
        Region = row.Region,
        Currency = row.Currency,
        Stage = row.Stage.Name(),
        Overdue = Cash.Format(row.Overdue, state.Decimals),
        Actionable = Cash.Format(row.Actionable, state.Decimals),
        OldestDueOn = row.OldestDueOn?.ToString(),
        CutAt = row.CutAt,
        Restriction = RestrictionView.Of(state),
        PauseEndsOn = row.PauseEndsOn?.ToString(),
        BrokenOn = row.BrokenOn?.ToString(),
        Guards = HoldbackView.Of(rules.GuardsOf(state)),
    };
}

/// <summary>A page of a list of the desk.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Currency">The currency of the amounts where the list has one only, else null.</param>
/// <param name="From">The first day that the list is about, or null.</param>
/// <param name="To">The last day that the list is about, or null.</param>
/// <param name="Entries">The accounts in order.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null behind the last one.</param>
public sealed record DeskPage(string List, string? Currency, string? From, string? To, IReadOnlyList<DeskLine> Entries, string? Next);
