using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Domain.Account.AccountStory;

namespace CreditRisk.Tests.Domain.Score;

/// <summary>
/// Grades by bands of probability: A up to 2 %, B up to 10 %, C up to 30 %. For the worse at once, 10 % beyond the edge; for the better after 30
/// days, 10 % within it; after a D at best C for 90 days.
/// </summary>
public sealed class GradeChangeTests
{
    private static readonly Scorecard Card = new(
        new ScorecardTerms { Id = "card", Version = 1, BasePoints = 500, PerPoint = -0.01 },
        [],
        [new GradeBand(Grade.A, 20_000), new GradeBand(Grade.B, 100_000), new GradeBand(Grade.C, 300_000), new GradeBand(Grade.D, 1_000_000)]);

    private static ScoreState Of(Grade grade, int ppm, int since = 0, int? leftD = null) => ScoreState.Start with
    {
        Grade = grade, ProbabilityPpm = ppm, GradeSince = Day(since), LeftDOn = leftD is { } day ? Day(day) : CivilDate.MinValue,
    };

    private static Grade Next(ScoreState state, int ppm, int day) => GradeChange.Next(state, Card, ppm, Day(day));

    [Theory]
    [InlineData(0, Grade.A)]
    [InlineData(20_000, Grade.A)]
    [InlineData(20_001, Grade.B)]
    [InlineData(100_000, Grade.B)]
    [InlineData(300_000, Grade.C)]
    [InlineData(300_001, Grade.D)]
    [InlineData(1_000_000, Grade.D)]
    public void The_first_grade_is_that_of_the_band(int ppm, Grade grade)
    {
        Card.GradeOf(ppm).ShouldBe(grade);
        GradeChange.Next(ScoreState.Start, Card, ppm, Day(0)).ShouldBe(grade);
    }

    [Theory]
    [InlineData(22_000, Grade.A)]
    [InlineData(22_001, Grade.B)]
    [InlineData(110_001, Grade.C)]
    [InlineData(999_999, Grade.D)]
    public void It_falls_at_once_but_only_beyond_the_edge_by_a_margin(int ppm, Grade grade) =>
        Next(Of(Grade.A, 10_000), ppm, day: 0).ShouldBe(grade);

    [Theory]
    [InlineData(90_000, Grade.B)]
    [InlineData(90_001, Grade.C)]
    public void It_rises_only_within_the_edge_by_a_margin(int ppm, Grade grade) =>
        Next(Of(Grade.C, 200_000), ppm, day: 30).ShouldBe(grade);

    [Fact]
    public void It_rises_only_after_its_stay()
    {
        Next(Of(Grade.C, 200_000, since: 10), 50_000, day: 39).ShouldBe(Grade.C);
        Next(Of(Grade.C, 200_000, since: 10), 50_000, day: 40).ShouldBe(Grade.B);
    }

    [Fact]
    public void It_may_rise_by_two() => Next(Of(Grade.C, 200_000), 10_000, day: 30).ShouldBe(Grade.A);

    [Fact]
    public void A_D_is_left_for_a_C_at_best() => Next(Of(Grade.D, 900_000), 10_000, day: 30).ShouldBe(Grade.C);

    [Fact]
    public void For_90_days_after_a_D_it_is_a_C_at_best()
    {
        Next(Of(Grade.C, 10_000, since: 0, leftD: 0), 10_000, day: 89).ShouldBe(Grade.C);
        Next(Of(Grade.C, 10_000, since: 0, leftD: 0), 10_000, day: 90).ShouldBe(Grade.A);
    }

    [Fact]
    public void It_may_fall_to_D_again_at_any_time() => Next(Of(Grade.C, 10_000, since: 0, leftD: 0), 500_000, day: 1).ShouldBe(Grade.D);

    [Fact]
    public void The_state_remembers_since_when_a_grade_holds_and_when_a_D_was_left()
    {
        var card = new Scorecard(
            new ScorecardTerms { Id = "c", Version = 1, BasePoints = 0, MinScore = 0, MaxScore = 1000, Intercept = 5, PerPoint = -0.01 },
            [new ScoreRow(ScoreFeature.BouncedPayments, 0, [new ScoreBin(0, 1000, "none"), new ScoreBin(null, 0, "some")])],
            Card.Bands);

        var fallen = (ScoreState.Start with { BouncedPayments = 1 }).Rescore(card, default, Day(5));
        (fallen.Grade, fallen.GradeSince, fallen.LeftDOn).ShouldBe((Grade.D, Day(5), CivilDate.MinValue));

        var staying = (fallen with { BouncedPayments = 0 }).Rescore(card, default, Day(20));
        (staying.Grade, staying.Points, staying.GradeSince).ShouldBe((Grade.D, 1000, Day(5)));

        var risen = staying.Rescore(card, default, Day(35));
        (risen.Grade, risen.GradeSince, risen.LeftDOn).ShouldBe((Grade.C, Day(35), Day(35)));
        risen.Rescore(card, default, Day(124)).Grade.ShouldBe(Grade.C);
        risen.Rescore(card, default, Day(125)).Grade.ShouldBe(Grade.A);
    }

    [Fact]
    public void Around_an_edge_it_does_not_flutter()
    {
        var state = Of(Grade.A, 10_000);
        for (var day = 0; day < 400; day++)
        {
            var ppm = int.IsEvenInteger(day) ? 21_500 : 18_500;
            state = state with { Grade = Next(state, ppm, day), ProbabilityPpm = ppm };
        }

        state.Grade.ShouldBe(Grade.A);
    }
}
