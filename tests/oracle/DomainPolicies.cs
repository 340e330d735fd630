using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;

namespace CreditRisk.Tests.Oracle;

/// <summary>The oracle's two policies as the domain has them.</summary>
internal static class DomainPolicies
{
    public static readonly Scorecard Card = new(
        new ScorecardTerms { Id = "flat", Version = 1, BasePoints = 500, Intercept = 0, PerPoint = -0.01 }, [], [new GradeBand(Grade.A, 1_000_000)]);

    /// <summary>The rules of accounts under one of the oracle's policies.</summary>
    public static AccountRules Rules(OraclePolicy policy) => new(Book(policy), Tariff.Empty, Card);

    private static PolicyBook Book(OraclePolicy policy) =>
        new([], Policy(policy), policy.DefaultZone, ImmutableDictionary<string, NodaTime.DateTimeZone>.Empty);

    private static Policy Policy(OraclePolicy policy)
    {
        var terms = new PolicyTerms
        {
            Id = policy.Name,
            Version = 1,
            ReminderOffsetDays = policy.ReminderOffset,
            TrivialFloor = policy.TrivialFloor / 100m,
            GraceDays = policy.GraceDays,
            ReversalDays = policy.ReversalDays,
            DefaultSettlementDays = policy.SettlementDays,
        };
        return new Policy(terms, policy.Name == OraclePolicies.Electricity.Name ? Electricity() : TradeCredit());
    }

    private static ImmutableArray<StageRule> Electricity() =>
    [
        new(Stage.Notice, Days(Relation.GreaterOrEqual, 1), null, NothingActionable(), 0, 0, null),
        new(Stage.Warning, Days(Relation.GreaterOrEqual, 15), null, Days(Relation.Less, 8), 0, 0, null),
        new(Stage.StopSupply, Days(Relation.Greater, 30), null, Days(Relation.Less, 15), 7, 0, null),
    ];

    private static ImmutableArray<StageRule> TradeCredit() =>
    [
        new(Stage.Notice, Days(Relation.GreaterOrEqual, 1), null, NothingActionable(), 0, 0, null),
        new(Stage.Warning, Days(Relation.GreaterOrEqual, 7), null, Days(Relation.Less, 4), 0, 0, "bad-credit"),
        new(Stage.StopSupply, Days(Relation.GreaterOrEqual, 14), null, Days(Relation.Less, 7), 5, 0, null),
        new(
            Stage.Blacklist,
            Days(Relation.GreaterOrEqual, 30),
            Lawsuit(),
            new AllOf([NothingActionable(), new Negation(Lawsuit())]),
            7,
            30,
            null),
    ];

    private static KeyEventIs Lawsuit() => new(1 << (int)KeyEventKind.Lawsuit);

    private static Comparison Days(Relation relation, int days) => new([new Term(Figure.DaysPastDue, false)], relation, days * 10_000L);

    private static Comparison NothingActionable() => new([new Term(Figure.Actionable, false)], Relation.Equal, 0);
}
