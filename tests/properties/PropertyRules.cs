using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using CreditRisk.Tests.Domain.Account;
using NodaTime;

namespace CreditRisk.Tests.Properties;

/// <summary>The rules that generated histories are run under.</summary>
internal static class PropertyRules
{
    private static readonly string[] Units = ["EUR", "CNY", "USD", "BRL"];

    private static readonly Tariff Prices = new(Units
        .SelectMany(currency => new[] { "electricity", "gas", "water" }.Select(service => new TariffKey(service, "kWh", currency)))
        .ToImmutableDictionary(key => key, _ => 123_456L));

    private static readonly Scorecard Card = new(
        new ScorecardTerms { Id = "card", Version = 2, BasePoints = 500, Intercept = 2, PerPoint = -0.01, MinimumStayDays = 10, AfterDDays = 30 },
        [
            Row(ScoreFeature.LatenessDecayed, 300, 1500), Row(ScoreFeature.LatenessWorst, 5, 40), Row(ScoreFeature.LateCount, 1, 5),
            Row(ScoreFeature.PaidShare, 700, 950), Row(ScoreFeature.LimitUse, 500, 900), Row(ScoreFeature.BouncedPayments, 0, 1),
            Row(ScoreFeature.ReportedMonths, 50, 200), Row(ScoreFeature.RelationshipDays, 30, 200),
        ],
        [new GradeBand(Grade.A, 20_000), new GradeBand(Grade.B, 60_000), new GradeBand(Grade.C, 200_000), new GradeBand(Grade.D, 1_000_000)]);

    /// <summary>One policy for all accounts, the usual ladder: what is found under it depends on the history alone.</summary>
    /// <param name="reversalDays">How long things are kept: 400 is longer than any history.</param>
    public static AccountRules Plain(int reversalDays) => Rules(new Policy(Terms(reversalDays), TestPolicies.Ladder), []);

    /// <summary>Policies by segment, terms and grade, with conditions on every kind of figure.</summary>
    /// <param name="reversalDays">How long things are kept.</param>
    public static AccountRules Varied(int reversalDays)
    {
        var terms = Terms(reversalDays);
        var strict = new Policy(terms with { Id = "strict", Version = 4, GraceDays = 0, ReminderOffsetDays = 0, TrivialFloor = 5 },
        [
            TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1 or limitUse > 1.5", "actionable == 0 and not limitUse > 1"),
            TestPolicies.Rule(Stage.Warning, "daysPastDue >= 3 and inTransit == 0", "daysPastDue < 2", direct: "bouncedPayments > 3", mark: "bad"),
            TestPolicies.Rule(Stage.StopSupply, "exposure > 100.00 and daysPastDue > 5", "daysPastDue < 3", afterDays: 2, stayDays: 3),
        ]);
        var limits = new Policy(terms with { Id = "limits", Version = 1, ReminderOffsetDays = null, HaircutPercents = [100, 90, 50, 30] },
        [
            TestPolicies.Rule(Stage.Warning, "overdue + inTransit > 20.00", "overdue == 0", stayDays: 4),
            TestPolicies.Rule(Stage.Blacklist, "score < 200", "score > 300", direct: "keyEvent in (lawsuit, insolvency)"),
        ]);
        var prepaid = new Policy(terms with { Id = "prepaid", Version = 7, ReminderOffsetDays = null, ReminderDaysOfSupply = 20, EmergencyCredit = 30, SupplyWindowDays = Math.Min(reversalDays, 25) },
        [
            TestPolicies.Rule(Stage.Notice, "daysOfSupply <= 10 or wallet < 0", "not (daysOfSupply <= 12 or wallet <= 0)"),
            TestPolicies.Rule(Stage.StopSupply, "emergencyLeft == 0", "not wallet <= 0", stayDays: 1),
        ]);
        return Rules(
            new Policy(terms with { TrivialFloor = 2.5m }, TestPolicies.Ladder),
            [new(default, [CreditRisk.Domain.Events.Terms.Prepaid], default, prepaid), new([.. new[] { "trade" }], default, default, limits), new(default, default, [Grade.D], strict), new(default, [CreditRisk.Domain.Events.Terms.Cash], default, strict)]);
    }

    /// <summary>The same, of which each has two further versions that come into force within the history.</summary>
    /// <param name="reversalDays">How long things are kept.</param>
    /// <param name="start">When the history begins.</param>
    public static AccountRules Changing(int reversalDays, Instant start)
    {
        var varied = Varied(reversalDays);
        var book = varied.Book;
        var turned = new Queue<PolicyTimeline>([.. book.Rules.Select(rule => rule.Policy), book.Default]);
        turned.Enqueue(turned.Dequeue());
        var rules = book.Rules.Select(rule => rule with { Policy = Versions(rule.Policy.Versions[0], turned.Dequeue().Versions[0], start) });
        return new AccountRules(book with { Rules = [.. rules], Default = Versions(book.Default.Versions[0], turned.Dequeue().Versions[0], start) }, Prices, Card);
    }

    // First as it is, then with the stages of another one, then as it was but for the days.
    private static PolicyTimeline Versions(Policy policy, Policy other, Instant start)
    {
        var (terms, version) = (policy.Terms, policy.Terms.Version);
        return new PolicyTimeline(
        [
            policy,
            new Policy(terms with { Version = version + 1, From = start + Duration.FromHours(1_801), ReversalDays = Math.Max(1, terms.ReversalDays - 10), ReminderOffsetDays = -3 }, other.Stages),
            new Policy(terms with { Version = version + 3, From = start + Duration.FromSeconds(17_000_123), GraceDays = terms.GraceDays + 4 }, policy.Stages),
        ]);
    }

    private static PolicyTerms Terms(int reversalDays) =>
        TestPolicies.Terms with { ReversalDays = reversalDays, ReminderOffsetDays = -7, SettlementDays = ImmutableDictionary<string, int>.Empty.Add("draft", 12) };

    private static AccountRules Rules(Policy usual, ImmutableArray<MappingRule> rules)
    {
        var zones = ImmutableDictionary<string, DateTimeZone>.Empty
            .Add("TW", DateTimeZoneProviders.Tzdb["Asia/Taipei"]).Add("DE", DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        return new AccountRules(new PolicyBook(rules, usual, DateTimeZone.Utc, zones), Prices, Card);
    }

    private static ScoreRow Row(ScoreFeature feature, long little, long much) => new(
        feature, 10, [new ScoreBin(little, 40, "little"), new ScoreBin(much, 5, "some"), new ScoreBin(null, -90, "much")]);
}
