using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Policies;

/// <summary>The rule of one stage of a policy.</summary>
/// <param name="Stage">Notice to blacklist.</param>
/// <param name="Enter">When the account climbs to it, or null where it is only entered directly.</param>
/// <param name="Direct">When it is entered from any lower stage at once, or null.</param>
/// <param name="Exit">When it is left.</param>
/// <param name="AfterDays">Least days from the day on which the stage before was raised; 0 for none.</param>
/// <param name="StayDays">Least days that it lasts; 0 for none.</param>
/// <param name="Mark">A bad mark recorded on the account, or null.</param>
public sealed record StageRule(Stage Stage, Condition? Enter, Condition? Direct, Condition Exit, int AfterDays, int StayDays, string? Mark)
{
    /// <summary>How far supply is restricted while the stage lasts.</summary>
    public RestrictionLevel Restrict { get; init; }

    /// <summary>Least days from the proven delivery of the last notification of a stage below; 0 for none, 0-366.</summary>
    public int ServedDays { get; init; }

    /// <summary>The template of the notification that is sent when it is entered, or null.</summary>
    public string? Notify { get; init; }

    /// <summary>The role that must approve before it is entered, or null.</summary>
    public string? Approver { get; init; }

    /// <summary>The kind of the task that is opened when it is entered, or null.</summary>
    public string? Task { get; init; }

    /// <summary>Whether the account is listed publicly while it lasts.</summary>
    public bool IsListing { get; init; }

    /// <summary>Whether anything may hold it back although its condition holds.</summary>
    public bool IsGuarded => Restrict != RestrictionLevel.None || ServedDays > 0 || Approver is not null;
}

/// <summary>A posture: how a class of customers is dunned. Immutable; one version of one file.</summary>
public sealed class Policy
{
    private readonly long[] _trivialFloorsByDecimals;
    private readonly long[] _emergencyCreditsByDecimals;
    private readonly StageRule?[] _rules = new StageRule?[StageNames.Count];

    /// <summary>Creates a policy from a validated file.</summary>
    public Policy(PolicyTerms terms, ImmutableArray<StageRule> stages)
    {
        Terms = terms;
        Stages = stages;
        var days = new SortedSet<int> { 1 };
        foreach (var rule in stages)
        {
            _rules[(int)rule.Stage] = rule;
            rule.Enter?.AddThresholds(days);
            rule.Direct?.AddThresholds(days);
            rule.Exit.AddThresholds(days);
        }

        Thresholds = [.. days.Where(day => day > 0)];
        ReadsSupply = terms.ReminderDaysOfSupply is not null || Figures(stages).Contains(Figure.DaysOfSupply);
        _trivialFloorsByDecimals = ByDecimals(terms.TrivialFloor);
        _emergencyCreditsByDecimals = ByDecimals(terms.EmergencyCredit);
    }

    /// <summary>Everything but the stages.</summary>
    public PolicyTerms Terms { get; }

    /// <summary>The stages in rising order.</summary>
    public ImmutableArray<StageRule> Stages { get; }

    /// <summary>The least actionable for which anybody is restricted, in minor units of a currency with so many decimals.</summary>
    public long LeastToRestrictMinor(int decimals) => (long)(Terms.Restriction.Least * (decimal)Math.Pow(10, decimals));

    /// <summary>Days past due at which a condition may change, rising, all above 0.</summary>
    public ImmutableArray<int> Thresholds { get; }

    /// <summary>Whether anything depends on the days of supply.</summary>
    public bool ReadsSupply { get; }

    /// <summary>The rule of a stage, or null where this policy does not have it.</summary>
    public StageRule? Rule(Stage stage) => _rules[(int)stage];

    /// <summary>The trivial floor in minor units of a currency with so many decimals.</summary>
    public long TrivialFloorMinor(int decimals) => _trivialFloorsByDecimals[decimals];

    /// <summary>The emergency credit in minor units of a currency with so many decimals.</summary>
    public long EmergencyCreditMinor(int decimals) => _emergencyCreditsByDecimals[decimals];

    private static long[] ByDecimals(decimal amount) => [.. Enumerable.Range(0, Currency.MostDecimals + 1).Select(decimals => (long)(amount * (decimal)Math.Pow(10, decimals)))];

    private static HashSet<Figure> Figures(IEnumerable<StageRule> stages)
    {
        var figures = new HashSet<Figure>();
        foreach (var rule in stages)
        {
            rule.Enter?.AddFigures(figures);
            rule.Direct?.AddFigures(figures);
            rule.Exit.AddFigures(figures);
        }

        return figures;
    }
}

/// <summary>How a policy has restrictions carried out.</summary>
public sealed record RestrictionTerms
{
    /// <summary>The least actionable for which anybody is restricted; whole currency units, 0-1,000,000, the same number in every currency.</summary>
    public decimal Least { get; init; }

    /// <summary>Hours in which a command is to be answered, 1-720.</summary>
    public int AnswerHours { get; init; } = 24;

    /// <summary>How often a command is tried before a person is asked, 1-10.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Hours from a failure to the next attempt, 1-720.</summary>
    public int RetryHours { get; init; } = 4;

    /// <summary>Days in which an approval is to be given, and a task to be done, 1-90.</summary>
    public int DeskDays { get; init; } = 3;
}

/// <summary>What a policy says beside its stages.</summary>
public sealed record PolicyTerms
{
    /// <summary>The policy's name, as the mapping file names it.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, 1 or more.</summary>
    public required int Version { get; init; }

    /// <summary>When it comes into force; null from the beginning. Whole seconds.</summary>
    public Instant? From { get; init; }

    /// <summary>Days from the due date on which an item is reminded, -60 to 0, or null for no reminders.</summary>
    public int? ReminderOffsetDays { get; init; }

    /// <summary>Days of supply at which the holder of a prepaid wallet is reminded, 0-366, or null for no such reminders.</summary>
    public int? ReminderDaysOfSupply { get; init; }

    /// <summary>What a prepaid customer may use beyond his wallet; in whole currency units, the same number in every currency.</summary>
    public decimal EmergencyCredit { get; init; }

    /// <summary>Days whose usage makes the rate by which a wallet's days of supply are reckoned, 1-90, not more than <see cref="ReversalDays"/>.</summary>
    public int SupplyWindowDays { get; init; } = 14;

    /// <summary>An item with no more than this actionable does not count for days past due; in whole currency units, the same number in every currency.</summary>
    public decimal TrivialFloor { get; init; }

    /// <summary>Days that an item is not actionable after the news that made it past due, 0-90.</summary>
    public int GraceDays { get; init; } = 7;

    /// <summary>Days for which payments and settled items are kept as such, 1-800.</summary>
    public int ReversalDays { get; init; } = 90;

    /// <summary>Days for which money of a payment method counts as being on its way.</summary>
    public ImmutableDictionary<string, int> SettlementDays { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The same for any other method, 0-60.</summary>
    public int DefaultSettlementDays { get; init; } = 3;

    /// <summary>How restrictions are carried out.</summary>
    public RestrictionTerms Restriction { get; init; } = new();

    /// <summary>The share of a guarantee that counts, in percent, by kind (<see cref="GuaranteeKind"/>), each 0-100.</summary>
    public ImmutableArray<int> HaircutPercents { get; init; } = [100, 100, 100, 100];
}
