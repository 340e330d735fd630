using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Domain.Score.Files;

/// <summary>Reads scorecard files, hand-set or learned; <c>docs/policies.md</c> describes them.</summary>
public static class ScorecardFile
{
    private const int MostPoints = 100_000;
    private const int MostRange = 100_000;
    private const int MostDays = 3_660;
    private const int Ppm = 1_000_000;

    // Odds of e^30 are certainty in millionths; far beyond, the exponential function has no number any more.
    private const double MostLogOdds = 30;

    private static readonly string[] Keys =
    [
        "id", "version", "trainedOn", "basePoints", "minScore", "maxScore", "pd", "grades", "hysteresisPercent", "minimumStayDays", "afterDDays",
        "features",
    ];

    /// <summary>Reads a scorecard, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="json">Its content.</param>
    public static Loaded<Scorecard> Parse(string fileName, string json)
    {
        var mistakes = new MistakeList(fileName);
        var tree = JsonTree.Read(new SourceText(json), mistakes);
        if (Section.Open(tree, Position.Start, "the scorecard", Keys, mistakes) is not { } section)
        {
            return mistakes.Conclude<Scorecard>(() => throw new InvalidOperationException("no tree, yet no mistake"));
        }

        var terms = ReadTerms(section, mistakes);
        var bands = GradeBands(section, mistakes);
        var rows = new ScoreRowReader(mistakes).Read(section);
        return mistakes.Conclude(() => new Scorecard(terms, rows, bands));
    }

    private static ScorecardTerms ReadTerms(Section section, MistakeList mistakes)
    {
        if (section.Find("trainedOn") is not null)
        {
            section.Text("trainedOn", most: 200);
        }

        var before = mistakes.Count;
        var least = section.Whole("minScore", -MostPoints, MostPoints);
        var most = section.Whole("maxScore", -MostPoints, MostPoints);
        if (mistakes.Count == before && (most <= least || most - least > MostRange))
        {
            mistakes.Add(section.Find("maxScore")!.At, $"'maxScore' must be above 'minScore' ({least}), by at most {MostRange}");
        }

        var (intercept, perPoint) = Odds(section, mistakes.Count == before ? (least, most) : null, mistakes);
        return new ScorecardTerms
        {
            Id = section.Name("id"),
            Version = section.Whole("version", 1, 1_000_000),
            BasePoints = section.Whole("basePoints", -MostPoints, MostPoints),
            MinScore = least,
            MaxScore = most,
            Intercept = intercept,
            PerPoint = perPoint,
            HysteresisPercent = section.Whole("hysteresisPercent", 0, 100, fallback: 10),
            MinimumStayDays = section.Whole("minimumStayDays", 0, MostDays, fallback: 30),
            AfterDDays = section.Whole("afterDDays", 0, MostDays, fallback: 90),
        };
    }

    private static (double Intercept, double PerPoint) Odds(Section section, (int Least, int Most)? scores, MistakeList mistakes)
    {
        if (section.Require("pd") is null || section.Open("pd", ["intercept", "perPoint"]) is not { } odds)
        {
            return default;
        }

        var before = mistakes.Count;
        var intercept = Real(odds, "intercept", mistakes);
        var perPoint = Real(odds, "perPoint", mistakes);
        if (mistakes.Count > before)
        {
            return default;
        }

        if (perPoint >= 0)
        {
            mistakes.Add(odds.Find("perPoint")!.At, "'perPoint' must be below 0: more points make a default less likely");
        }
        else if (scores is var (least, most)
            && (intercept + (perPoint * least), intercept + (perPoint * most)) is var (first, last)
            && Math.Max(Math.Abs(first), Math.Abs(last)) > MostLogOdds)
        {
            var ends = string.Create(CultureInfo.InvariantCulture, $"{first:0.##} to {last:0.##}");
            mistakes.Add(odds.Find("intercept")!.At, $"the log-odds over the card's scores are {ends}; they must stay between -{MostLogOdds} and {MostLogOdds}");
        }

        return (intercept, perPoint);
    }

    private static double Real(Section section, string key, MistakeList mistakes)
    {
        if (section.Require(key) is not { } node)
        {
            return 0;
        }

        if (node is ScalarNode { Kind: ScalarKind.Literal } scalar
            && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value))
        {
            return value;
        }

        mistakes.Add(node.At, $"'{key}' must be a number, found {node.Found}");
        return 0;
    }

    private static ImmutableArray<GradeBand> GradeBands(Section section, MistakeList mistakes)
    {
        var bands = ImmutableArray.CreateBuilder<GradeBand>();
        section.Require("grades");
        if (section.List("grades") is not { } items)
        {
            return [];
        }

        if (items.Length != Enum.GetValues<Grade>().Length)
        {
            mistakes.Add(section.Find("grades")!.At, "'grades' must list A, B, C and D");
            return [];
        }

        var before = mistakes.Count;
        foreach (var item in items)
        {
            if (Section.Open(item, item.At, "a grade", ["grade", "upToPd"], mistakes) is { } band)
            {
                bands.Add(GradeBand(band, bands, mistakes));
            }
        }

        if (mistakes.Count == before && bands[^1].UpToPpm != Ppm)
        {
            mistakes.Add(items[^1].At, "the last grade's 'upToPd' must be 1");
        }

        return bands.ToImmutable();
    }

    private static GradeBand GradeBand(Section band, ImmutableArray<GradeBand>.Builder before, MistakeList mistakes)
    {
        var expected = (Grade)before.Count;
        if (band.Require("grade") is { } grade
            && Values.Word(grade, "grade", Enum.GetNames<Grade>(), mistakes) is >= 0 and var index && index != (int)expected)
        {
            mistakes.Add(grade.At, $"grades must stand in the order A, B, C, D; expected {expected}, found {(Grade)index}");
        }

        var told = mistakes.Count;
        var upTo = (int)(band.Number("upToPd", 0, 1, 6) * Ppm);
        if (before.Count > 0 && upTo <= before[^1].UpToPpm && mistakes.Count == told)
        {
            mistakes.Add(band.Find("upToPd")!.At, "'upToPd' must rise from grade to grade");
        }

        return new GradeBand(expected, upTo);
    }
}
