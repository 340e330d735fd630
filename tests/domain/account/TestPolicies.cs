using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using CreditRisk.Tests.Domain.Policies.Files;
using NodaTime;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>Policies for tests. Conditions are written as in policy files.</summary>
internal static class TestPolicies
{
    /// <summary>No reminders, no trivial floor, 5 days of grace, 90 days until things are forgotten, 3 days in transit.</summary>
    public static readonly PolicyTerms Terms = new()
    {
        Id = "test",
        Version = 3,
        GraceDays = 5,
        ReversalDays = 90,
        DefaultSettlementDays = 3,
        HaircutPercents = [100, 80, 50, 25],
    };

    /// <summary>Everybody scores 500 and is of grade A.</summary>
    public static readonly Scorecard FlatCard = new(
        new ScorecardTerms { Id = "flat", Version = 1, BasePoints = 500, PerPoint = -0.01 }, [], [new GradeBand(Grade.A, 1_000_000)]);

    /// <summary>Notice at 1 day, warning at 7 (left below 4), stop at 14 (left below 7, 5 days after the warning), blacklist at 30 or on a lawsuit.</summary>
    public static readonly ImmutableArray<StageRule> Ladder =
    [
        Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"),
        Rule(Stage.Warning, "daysPastDue >= 7", exit: "daysPastDue < 4", mark: "bad-credit"),
        Rule(Stage.StopSupply, "daysPastDue >= 14", exit: "daysPastDue < 7", afterDays: 5),
        Rule(
            Stage.Blacklist, "daysPastDue >= 30", exit: "actionable == 0 and not keyEvent == lawsuit",
            direct: "keyEvent == lawsuit", afterDays: 7, stayDays: 30),
    ];

    /// <summary>The usual policy.</summary>
    public static readonly Policy Usual = new(Terms, Ladder);

    /// <summary>A stage.</summary>
    public static StageRule Rule(
        Stage stage, string? enter, string exit, string? direct = null, int afterDays = 0, int stayDays = 0, string? mark = null) => new(
        stage,
        enter is null ? null : Texts.Condition(enter),
        direct is null ? null : Texts.Condition(direct),
        Texts.Condition(exit),
        afterDays,
        stayDays,
        mark);

    /// <summary>The usual stages with other terms.</summary>
    public static Policy With(Func<PolicyTerms, PolicyTerms> change) => new(change(Terms), Ladder);

    /// <summary>A book with one policy for all.</summary>
    public static PolicyBook Book(Policy policy, DateTimeZone? zone = null) =>
        new([], policy, zone ?? DateTimeZone.Utc, ImmutableDictionary<string, DateTimeZone>.Empty);

    /// <summary>Rules with one policy for all.</summary>
    public static AccountRules Rules(Policy policy, Tariff? tariff = null, Scorecard? card = null, SupplyRules? supply = null) =>
        new(Book(policy), tariff ?? Tariff.Empty, card ?? FlatCard, supply);
}
