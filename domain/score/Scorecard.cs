using System.Collections.Immutable;

namespace CreditRisk.Domain.Score;

/// <summary>What a scorecard weighs. Each is a whole number updated in constant time by the events.</summary>
public enum ScoreFeature : byte
{
    /// <summary>Average days late of settled items, recent ones weighing more; hundredths of a day.</summary>
    LatenessDecayed,

    /// <summary>The latest that an item was ever settled by a payment; days.</summary>
    LatenessWorst,

    /// <summary>How many items were settled late.</summary>
    LateCount,

    /// <summary>Share of everything charged that is not overdue; per mille, 0 to 1000.</summary>
    PaidShare,

    /// <summary>Net exposure by credit limit, per mille; absent without a limit.</summary>
    LimitUse,

    /// <summary>Payments that failed or were reversed.</summary>
    BouncedPayments,

    /// <summary>Months past due that outside sources report, recent ones weighing more; hundredths of a month.</summary>
    ReportedMonths,

    /// <summary>Days since the first event.</summary>
    RelationshipDays,
}

/// <summary>A bin of a feature: up to a value, so many points, and why.</summary>
/// <param name="UpTo">The greatest value in the bin (inclusive), or null for the last bin.</param>
/// <param name="Points">Points: more is better.</param>
/// <param name="Reason">What is said when this bin costs points against the feature's best bin.</param>
public sealed record ScoreBin(long? UpTo, int Points, string Reason);

/// <summary>How one feature is weighed.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="MissingPoints">Points while the feature is not known.</param>
/// <param name="Bins">Rising, the last one without an end.</param>
public sealed record ScoreRow(ScoreFeature Feature, int MissingPoints, ImmutableArray<ScoreBin> Bins)
{
    /// <summary>The most points that the feature can give.</summary>
    public int BestPoints { get; } = Bins.Max(bin => bin.Points);

    /// <summary>The bin of a value.</summary>
    public ScoreBin Bin(long value)
    {
        foreach (var bin in Bins)
        {
            if (bin.UpTo is not { } upTo || value <= upTo)
            {
                return bin;
            }
        }

        throw new InvalidOperationException($"the last bin of {Feature} has an end");
    }
}

/// <summary>From what probability of default on a grade holds.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="UpToPpm">The greatest probability (inclusive) of the grade, in millionths; the last band's is 1,000,000.</param>
public sealed record GradeBand(Grade Grade, int UpToPpm);

/// <summary>A points scorecard, as a file states it; hand-set or learned.</summary>
public sealed class Scorecard
{
    private readonly int[] _ppmByScore;

    /// <summary>Creates a scorecard from a validated file.</summary>
    public Scorecard(ScorecardTerms terms, ImmutableArray<ScoreRow> rows, ImmutableArray<GradeBand> bands)
    {
        Terms = terms;
        Rows = rows;
        Bands = bands;
        // One table, made once: the same score gives the same probability and grade on every machine that read the file.
        _ppmByScore = new int[terms.MaxScore - terms.MinScore + 1];
        for (var i = 0; i < _ppmByScore.Length; i++)
        {
            var odds = Math.Exp(terms.Intercept + (terms.PerPoint * (i + terms.MinScore)));
            _ppmByScore[i] = (int)Math.Round(1_000_000 * odds / (1 + odds));
        }
    }

    /// <summary>Everything but rows and bands.</summary>
    public ScorecardTerms Terms { get; }

    /// <summary>The features that it weighs.</summary>
    public ImmutableArray<ScoreRow> Rows { get; }

    /// <summary>The grades by probability, A first.</summary>
    public ImmutableArray<GradeBand> Bands { get; }

    /// <summary>Probability of default of a score, in millionths; scores outside the card's range count as its ends.</summary>
    public int ProbabilityPpm(int score) => _ppmByScore[Math.Clamp(score, Terms.MinScore, Terms.MaxScore) - Terms.MinScore];

    /// <summary>The grade whose band holds a probability.</summary>
    public Grade GradeOf(int ppm)
    {
        foreach (var band in Bands)
        {
            if (ppm <= band.UpToPpm)
            {
                return band.Grade;
            }
        }

        return Grade.D;
    }
}

/// <summary>What a scorecard says beside its rows and bands.</summary>
public sealed record ScorecardTerms
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, 1 or more.</summary>
    public required int Version { get; init; }

    /// <summary>Points that everybody starts with.</summary>
    public int BasePoints { get; init; }

    /// <summary>The least score that is told.</summary>
    public int MinScore { get; init; }

    /// <summary>The greatest score that is told.</summary>
    public int MaxScore { get; init; } = 1000;

    /// <summary>Log-odds of default at 0 points.</summary>
    public double Intercept { get; init; }

    /// <summary>Log-odds of default per point; negative, since more points are better.</summary>
    public double PerPoint { get; init; }

    /// <summary>How far beyond a band's edge, in percent of the edge, a probability must be before the grade changes.</summary>
    public int HysteresisPercent { get; init; } = 10;

    /// <summary>Least days between two changes for the better.</summary>
    public int MinimumStayDays { get; init; } = 30;

    /// <summary>Days after D is left during which the grade is at best C.</summary>
    public int AfterDDays { get; init; } = 90;
}
