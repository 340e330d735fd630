using System.Collections.Immutable;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Score;

/// <summary>Features become points, points a probability, and what costs most is told first.</summary>
public sealed class ScoringTests
{
    private static readonly ScoreBin[] Bins = [new(0, 50, "none"), new(200, 20, "some"), new(null, -100, "many")];

    private static Scorecard Card(params ScoreRow[] rows) => new(
        new ScorecardTerms { Id = "card", Version = 1, BasePoints = 500, MinScore = 300, MaxScore = 700, Intercept = 3, PerPoint = -0.01 },
        [.. rows],
        [new GradeBand(Grade.A, 50_000), new GradeBand(Grade.B, 150_000), new GradeBand(Grade.C, 400_000), new GradeBand(Grade.D, 1_000_000)]);

    private static ScoreRow Row(ScoreFeature feature, int missing = 0, params ScoreBin[] bins) => new(feature, missing, [.. bins.Length == 0 ? Bins : bins]);

    private static int Points(Scorecard card, ScoreState state, ScoreInput input = default) => state.Rescore(card, input, Day(0)).Points;

    [Theory]
    [InlineData(0, 550)]
    [InlineData(1, 520)]
    [InlineData(2, 520)]
    [InlineData(3, 400)]
    public void A_value_gives_the_points_of_its_bin_whose_end_belongs_to_it(int months, int points) =>
        Points(Card(Row(ScoreFeature.ReportedMonths)), ScoreState.Start.Reported(months, 100)).ShouldBe(points);

    [Fact]
    public void A_feature_that_is_not_known_gives_the_points_for_that()
    {
        ScoreFeature[] unknown = [ScoreFeature.LatenessDecayed, ScoreFeature.LatenessWorst, ScoreFeature.PaidShare, ScoreFeature.LimitUse, ScoreFeature.ReportedMonths];

        foreach (var feature in unknown)
        {
            Points(Card(Row(feature, missing: 7)), ScoreState.Start).ShouldBe(507, feature.ToString());
        }

        Points(Card(Row(ScoreFeature.LateCount, missing: 7), Row(ScoreFeature.BouncedPayments, missing: 7)), ScoreState.Start).ShouldBe(600);
    }

    [Fact]
    public void Points_are_kept_within_the_range_of_the_card()
    {
        var rows = Enumerable.Repeat(Row(ScoreFeature.BouncedPayments), 5).ToArray();

        Points(Card(rows), ScoreState.Start).ShouldBe(700);
        Points(Card(rows), ScoreState.Start with { BouncedPayments = 300 }).ShouldBe(300);
    }

    [Fact]
    public void Each_feature_reads_its_own_figure()
    {
        var state = ScoreState.Start with { LatenessDecayed = 1, LatenessWorst = 2, LateCount = 3, SettledCount = 9, BouncedPayments = 4, ReportedMonths = 5 };
        var input = new ScoreInput(6, 7, 8);
        var expected = new Dictionary<ScoreFeature, long>
        {
            [ScoreFeature.LatenessDecayed] = 1, [ScoreFeature.LatenessWorst] = 2, [ScoreFeature.LateCount] = 3, [ScoreFeature.BouncedPayments] = 4,
            [ScoreFeature.ReportedMonths] = 5, [ScoreFeature.PaidShare] = 6, [ScoreFeature.LimitUse] = 7, [ScoreFeature.RelationshipDays] = 8,
        };

        expected.Count.ShouldBe(Enum.GetValues<ScoreFeature>().Length);
        foreach (var (feature, value) in expected)
        {
            var card = Card(Row(feature, 0, new ScoreBin(value - 1, 1, "below"), new ScoreBin(value, 2, "it"), new ScoreBin(null, 3, "above")));
            Points(card, state, input).ShouldBe(502, feature.ToString());
        }
    }

    [Fact]
    public void The_probability_is_that_of_the_logit_and_falls_with_the_points()
    {
        var card = Card();

        card.ProbabilityPpm(300).ShouldBe(500_000);
        card.ProbabilityPpm(500).ShouldBe((int)Math.Round(1_000_000 / (1 + Math.Exp(2))));
        card.ProbabilityPpm(0).ShouldBe(card.ProbabilityPpm(300));
        card.ProbabilityPpm(9999).ShouldBe(card.ProbabilityPpm(700));
        Enumerable.Range(300, 400).ShouldAllBe(score => card.ProbabilityPpm(score) > card.ProbabilityPpm(score + 1));
    }

    [Fact]
    public void What_costs_the_most_points_is_told_first()
    {
        var card = Card(Row(ScoreFeature.BouncedPayments), Row(ScoreFeature.ReportedMonths), Row(ScoreFeature.LateCount), Row(ScoreFeature.LimitUse));
        var state = ScoreState.Start with { BouncedPayments = 5, ReportedMonths = 300, LateCount = 0 };

        Scoring.TopReasons(state, card, default, most: 3).ShouldBe(
            [new ScoreReason(ScoreFeature.ReportedMonths, 150, "many"), new ScoreReason(ScoreFeature.BouncedPayments, 30, "some")]);
        Scoring.TopReasons(state, card, default, most: 1).Length.ShouldBe(1);
        Scoring.TopReasons(state with { ReportedMonths = 100 }, card, default, most: 3)
            .Select(reason => reason.Feature).ShouldBe([ScoreFeature.BouncedPayments, ScoreFeature.ReportedMonths]);
    }

    [Fact]
    public void The_input_is_made_of_the_figures()
    {
        var figures = new Figures { Overdue = 250, Receivable = 500, CreditLimit = 1000, Secured = 100, Unbilled = 50, Today = Day(40) };

        ScoreInput.Of(figures, debits: 1000, Day(10)).ShouldBe(new ScoreInput(750, 450, 30));
        ScoreInput.Of(figures, debits: 0, Day(10)).PaidSharePerMille.ShouldBeNull();
        ScoreInput.Of(figures with { Overdue = 5000 }, debits: 1000, Day(10)).PaidSharePerMille.ShouldBe(0);
        ScoreInput.Of(figures with { CreditLimit = null }, 1, Day(10)).LimitUsePerMille.ShouldBeNull();
        ScoreInput.Of(figures with { CreditLimit = 0 }, 1, Day(10)).LimitUsePerMille.ShouldBeNull();
        ScoreInput.Of(figures with { Receivable = long.MaxValue, Unbilled = 0, CreditLimit = 1 }, 1, Day(10)).LimitUsePerMille.ShouldBe(1_000_000);
        ScoreInput.Of(figures with { Overdue = long.MaxValue }, long.MaxValue, Day(10)).PaidSharePerMille.ShouldBe(0);
    }

    [Fact]
    public void A_card_whose_last_bin_has_an_end_is_a_mistake()
    {
        var row = new ScoreRow(ScoreFeature.LateCount, 0, [new ScoreBin(3, 0, "few")]);

        row.Bin(3).Reason.ShouldBe("few");
        Should.Throw<InvalidOperationException>(() => row.Bin(4));
    }

    [Fact]
    public void The_score_follows_the_records_and_not_the_clock()
    {
        var card = Card(Row(ScoreFeature.RelationshipDays, 0, new ScoreBin(20, 0, "new"), new ScoreBin(null, 100, "known")));
        var story = new AccountStory(TestPolicies.Rules(TestPolicies.Usual, card: card)).Bill(0, "I1", 100, due: 300).Until(100);

        story.State.Score.Points.ShouldBe(500);
        story.Touch(100).State.Score.Points.ShouldBe(600);
        story.Figures.Score.ShouldBe(600);
        story.Rules.ScoreReasons(story.State, 3).ShouldBeEmpty();
    }

    [Fact]
    public void A_warning_carries_the_score_and_the_grade()
    {
        var card = Card(Row(ScoreFeature.ReportedMonths));
        var warning = new AccountStory(TestPolicies.Rules(TestPolicies.Usual, card: card)).Report(0, 3).OpenCase(1, "K1").Warnings.Single();

        (warning.Score, warning.Grade).ShouldBe((400, Grade.C));
    }
}
