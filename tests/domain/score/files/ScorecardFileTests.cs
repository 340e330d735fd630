using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Score.Files;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Score.Files;

public sealed class ScorecardFileTests
{
    private const string Small = """
        {
          "id": "small", "version": 3, "basePoints": 500, "minScore": 0, "maxScore": 1000,
          "pd": { "intercept": 2.5, "perPoint": -1e-2 },
          "grades": [
            { "grade": "A", "upToPd": 0.02 }, { "grade": "B", "upToPd": 0.1 },
            { "grade": "C", "upToPd": 25e-2 }, { "grade": "D", "upToPd": 1 }
          ],
          "features": {
            "lateCount": {
              "missingPoints": -5,
              "bins": [
                { "upTo": 0, "points": 10, "reason": "none", "woe": 0.61803398874989 },
                { "points": -20, "reason": "some" }
              ]
            }
          }
        }
        """;

    [Fact]
    public void A_card_is_read_as_it_stands_with_defaults_for_the_rest()
    {
        var card = ScorecardFile.Parse("s.json", Small.Replace("\"id\"", "\"trainedOn\": \"data of 2005\", \"id\"", StringComparison.Ordinal)).Value!;

        card.Terms.ShouldBe(new ScorecardTerms
        {
            Id = "small", Version = 3, BasePoints = 500, MinScore = 0, MaxScore = 1000, Intercept = 2.5, PerPoint = -0.01,
            HysteresisPercent = 10, MinimumStayDays = 30, AfterDDays = 90,
        });
        card.Bands.ShouldBe([new(Grade.A, 20_000), new(Grade.B, 100_000), new(Grade.C, 250_000), new(Grade.D, 1_000_000)]);
        var row = card.Rows.ShouldHaveSingleItem();
        (row.Feature, row.MissingPoints).ShouldBe((ScoreFeature.LateCount, -5));
        row.Bins.ShouldBe([new(0, 10, "none"), new(null, -20, "some")]);
    }

    [Theory]
    [InlineData("\"version\": 3", "\"version\": \"3\"", "s.json:2:29: 'version' must be a whole number from 1 to 1000000, found the text '3'")]
    [InlineData("\"version\": 3, ", "", "s.json:1:1: the scorecard lacks the key 'version'")]
    [InlineData("\"id\": \"small\"", "\"id\": 5", "s.json:2:9: 'id' must be a name of a-z, 0-9 and '-' that begins with a letter and has at most 64 characters, found '5'")]
    [InlineData("\"id\"", "\"trainedOn\": null, \"id\"", "s.json:2:16: 'trainedOn' must be a text of 1 to 200 characters, found 'null'")]
    [InlineData("\"basePoints\": 500", "\"basePoint\": 500, \"basePoints\": 1.5", "s.json:2:32: unknown key 'basePoint' in the scorecard; did you mean 'basePoints'?", "s.json:2:64: 'basePoints' must be a whole number from -100000 to 100000, found '1.5'")]
    [InlineData("\"maxScore\": 1000", "\"maxScore\": 0", "s.json:2:78: 'maxScore' must be above 'minScore' (0), by at most 100000")]
    [InlineData("-1e-2", "0.01", "s.json:3:41: 'perPoint' must be below 0: more points make a default less likely")]
    [InlineData("-1e-2", "-1", "s.json:3:24: the log-odds over the card's scores are 2.5 to -997.5; they must stay between -30 and 30")]
    [InlineData("2.5", "\"2.5\"", "s.json:3:24: 'intercept' must be a number, found the text '2.5'")]
    [InlineData("2.5", "1e999", "s.json:3:24: 'intercept' must be a number, found '1e999'")]
    [InlineData("\"intercept\": 2.5, ", "", "s.json:3:3: 'pd' lacks the key 'intercept'")]
    [InlineData("{ \"intercept\": 2.5, \"perPoint\": -1e-2 }", "5", "s.json:3:9: 'pd' must be keys with values, found '5'")]
    [InlineData("25e-2", "0.1", "s.json:6:31: 'upToPd' must rise from grade to grade")]
    [InlineData("25e-2", "0.1000001", "s.json:6:31: 'upToPd' must be a number from 0 to 1 with at most 6 decimals, found '0.1000001'")]
    [InlineData("\"upToPd\": 1 ", "\"upToPd\": 0.9 ", "s.json:6:40: the last grade's 'upToPd' must be 1")]
    [InlineData("\"C\"", "\"B\"", "s.json:6:16: grades must stand in the order A, B, C, D; expected C, found B")]
    [InlineData("\"C\"", "\"Z\"", "s.json:6:16: unknown grade 'Z'; did you mean 'A'?")]
    [InlineData("{ \"grade\": \"A\", \"upToPd\": 0.02 }, ", "", "s.json:4:13: 'grades' must list A, B, C and D")]
    [InlineData("\"lateCount\"", "\"lateCounts\"", "s.json:9:5: unknown key 'lateCounts' in 'features'; did you mean 'lateCount'?")]
    [InlineData("\"features\": {", "\"features\": { \"lateCount\": 5,", "s.json:8:30: 'lateCount' must be keys with values, found '5'", "s.json:9:5: duplicate key 'lateCount' in 'features'; the first is on line 8")]
    [InlineData("\"upTo\": 0, ", "", "s.json:12:9: only the last bin has no 'upTo'")]
    [InlineData("{ \"points\": -20,", "{ \"upTo\": 7, \"points\": -20,", "s.json:13:19: the last bin must have no 'upTo': it takes everything above the others")]
    [InlineData("{ \"points\": -20,", "{ \"upTo\": 0, \"points\": 7, \"reason\": \"x\" }, { \"points\": -20,", "s.json:13:19: 'upTo' must rise from bin to bin: 0 stands after 0")]
    [InlineData("\"points\": -20", "\"points\": -100001", "s.json:13:21: 'points' must be a whole number from -100000 to 100000, found '-100001'")]
    [InlineData("\"reason\": \"some\"", "\"reason\": \"\"", "s.json:13:36: 'reason' must be a text of 1 to 200 characters, found the text ''")]
    [InlineData("0.61803398874989", "true", "s.json:12:61: 'woe' must be a number from -100 to 100 with at most 28 decimals, found 'true'")]
    [InlineData("\"missingPoints\": -5,", "", "s.json:9:5: 'lateCount' lacks the key 'missingPoints'")]
    [InlineData("\"version\": 3,", "\"version\": 3, \"afterDDays\": 3661, \"minimumStayDays\": -1, \"hysteresisPercent\": 101,", "s.json:2:46: 'afterDDays' must be a whole number from 0 to 3660, found '3661'", "s.json:2:71: 'minimumStayDays' must be a whole number from 0 to 3660, found '-1'", "s.json:2:96: 'hysteresisPercent' must be a whole number from 0 to 100, found '101'")]
    public void Mistakes_are_told_with_their_place(string right, string wrong, params string[] mistakes)
    {
        Small.ShouldContain(right);
        Texts.Printed(ScorecardFile.Parse("s.json", Small.Replace(right, wrong, StringComparison.Ordinal))).ShouldBe(mistakes);
    }

    [Theory]
    [InlineData("", "s.json:1:1: not valid JSON: ")]
    [InlineData("{\n  \"é😀\": tru }", "s.json:2:")]
    [InlineData("{ \"a\": 1, }", "s.json:1:11: not valid JSON: ")]
    [InlineData("{ \"a\": 1 } x", "s.json:1:12: not valid JSON: ")]
    [InlineData("[]", "s.json:1:1: the scorecard must be keys with values, found a list")]
    [InlineData("{ \"a\": [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]] }", "s.json:1:")]
    public void Texts_that_are_no_card_are_refused(string json, string start) =>
        Texts.Printed(ScorecardFile.Parse("s.json", json)).ShouldHaveSingleItem().ShouldStartWith(start);

    [Fact]
    public void Columns_count_characters_not_bytes() =>
        Texts.Printed(ScorecardFile.Parse("s.json", Small.Replace("\"none\"", "\"näh 😀\", \"wo\": 1", StringComparison.Ordinal)))
            .ShouldBe(["s.json:12:56: unknown key 'wo' in a bin; did you mean 'woe'?"]);

    [Fact]
    public void A_feature_has_at_most_100_bins()
    {
        var bins = string.Concat(Enumerable.Range(1, 99).Select(upTo => $"{{ \"upTo\": {upTo}, \"points\": 0, \"reason\": \"x\" }},\n"));

        Texts.Printed(ScorecardFile.Parse("s.json", Small.Replace("{ \"points\": -20", bins + "{ \"points\": -20", StringComparison.Ordinal)))
            .ShouldBe(["s.json:112:1: a feature has at most 100 bins"]);
    }

    [Fact]
    public void An_empty_list_of_features_is_refused() =>
        Texts.Printed(ScorecardFile.Parse("s.json", "{ \"features\": {} }"))[^1].ShouldBe("s.json:1:15: 'features' is empty; a scorecard weighs at least one");
}

public sealed class ShippedScorecardTests
{
    private static readonly Scorecard Card = Load();

    [Fact]
    public void Every_feature_is_weighed() =>
        Card.Rows.Select(row => row.Feature).ShouldBe(Enum.GetValues<ScoreFeature>(), ignoreOrder: true);

    [Fact]
    public void Nobody_knows_anything_of_a_new_customer_so_the_grade_is_B() =>
        GradeOf([]).ShouldBe(Grade.B);

    [Fact]
    public void A_new_customer_with_a_limit_who_has_done_nothing_yet_is_B() =>
        GradeOf(new()
        {
            [ScoreFeature.RelationshipDays] = 0, [ScoreFeature.BouncedPayments] = 0, [ScoreFeature.LateCount] = 0, [ScoreFeature.LimitUse] = 0,
            [ScoreFeature.ReportedMonths] = 0,
        }).ShouldBe(Grade.B);

    [Fact]
    public void Who_always_pays_on_time_is_A() =>
        GradeOf(new()
        {
            [ScoreFeature.LatenessDecayed] = 0, [ScoreFeature.LatenessWorst] = 0, [ScoreFeature.LateCount] = 0, [ScoreFeature.PaidShare] = 1000,
            [ScoreFeature.BouncedPayments] = 0, [ScoreFeature.RelationshipDays] = 400,
        }).ShouldBe(Grade.A);

    [Fact]
    public void Who_is_reported_two_months_past_due_and_settles_20_days_late_is_C_at_best()
    {
        var known = new Dictionary<ScoreFeature, long> { [ScoreFeature.ReportedMonths] = 200, [ScoreFeature.LatenessDecayed] = 2000, [ScoreFeature.LatenessWorst] = 20 };
        GradeOf(known).ShouldBe(Grade.D);

        known[ScoreFeature.PaidShare] = 1000;
        known[ScoreFeature.RelationshipDays] = 5000;
        known[ScoreFeature.LimitUse] = 0;
        known[ScoreFeature.BouncedPayments] = 0;
        GradeOf(known).ShouldBe(Grade.C);
    }

    [Fact]
    public void Points_fall_from_the_better_to_the_worse_end_of_every_feature()
    {
        foreach (var row in Card.Rows)
        {
            var points = row.Bins.Select(bin => bin.Points).ToArray();
            var moreIsBetter = row.Feature is ScoreFeature.PaidShare or ScoreFeature.RelationshipDays;
            points.ShouldBe([.. moreIsBetter ? points.Order() : points.OrderDescending()], row.Feature.ToString());
        }
    }

    private static Grade GradeOf(Dictionary<ScoreFeature, long> known)
    {
        var score = Card.Terms.BasePoints
            + Card.Rows.Sum(row => known.TryGetValue(row.Feature, out var value) ? row.Bin(value).Points : row.MissingPoints);
        return Card.GradeOf(Card.ProbabilityPpm(score));
    }

    private static Scorecard Load()
    {
        var file = Texts.Shipped("scorecards", "behaviour.json");
        var loaded = ScorecardFile.Parse(file.File, file.Text);
        return loaded.Value ?? throw new InvalidOperationException(loaded.ToString());
    }
}
