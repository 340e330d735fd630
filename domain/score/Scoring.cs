using System.Collections.Immutable;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Score;

/// <summary>A reason for a score: what a feature costs against its best bin.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="PointsLost">Points less than the best, above 0.</param>
/// <param name="Reason">The bin's text.</param>
public sealed record ScoreReason(ScoreFeature Feature, int PointsLost, string Reason);

/// <summary>What a scorecard reads beside the state of the score.</summary>
/// <param name="PaidSharePerMille">Share of everything charged that is not overdue, per mille, or null while nothing was charged.</param>
/// <param name="LimitUsePerMille">Net exposure by limit, per mille, or null without a limit.</param>
/// <param name="RelationshipDays">Days since the first event.</param>
public readonly record struct ScoreInput(long? PaidSharePerMille, long? LimitUsePerMille, int RelationshipDays)
{
    /// <summary>The input of an account's figures.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="debits">Everything that was charged, minor units.</param>
    /// <param name="openedOn">The day of the first event.</param>
    public static ScoreInput Of(in Figures figures, long debits, CivilDate openedOn) => new(
        debits > 0 ? 1000 - (long)((Int128)Math.Min(figures.Overdue, debits) * 1000 / debits) : null,
        figures.CreditLimit is > 0 and var limit ? (long)Int128.Clamp((Int128)figures.NetExposure * 1000 / limit, -1_000_000, 1_000_000) : null,
        figures.Today - openedOn);
}

/// <summary>Turns features into points, a probability of default and a grade.</summary>
public static class Scoring
{
    /// <summary>The state with points, probability and grade computed anew.</summary>
    public static ScoreState Rescore(this ScoreState state, Scorecard card, in ScoreInput input, CivilDate today)
    {
        var points = card.Terms.BasePoints;
        foreach (var row in card.Rows)
        {
            points += Value(row.Feature, state, input) is { } value ? row.Bin(value).Points : row.MissingPoints;
        }

        points = Math.Clamp(points, card.Terms.MinScore, card.Terms.MaxScore);
        if (points == state.Points && state.ProbabilityPpm >= 0 && card.GradeOf(state.ProbabilityPpm) == state.Grade)
        {
            return state;
        }

        var ppm = card.ProbabilityPpm(points);
        var grade = GradeChange.Next(state, card, ppm, today);
        return grade == state.Grade && state.ProbabilityPpm >= 0
            ? state with { Points = points, ProbabilityPpm = ppm }
            : state with
            {
                Points = points,
                ProbabilityPpm = ppm,
                Grade = grade,
                GradeSince = today,
                LeftDOn = state.ProbabilityPpm >= 0 && state.Grade == Grade.D && grade != Grade.D ? today : state.LeftDOn,
            };
    }

    /// <summary>What costs the most points, the most first.</summary>
    public static ImmutableArray<ScoreReason> TopReasons(ScoreState state, Scorecard card, in ScoreInput input, int most)
    {
        var reasons = new List<ScoreReason>();
        foreach (var row in card.Rows)
        {
            if (Value(row.Feature, state, input) is { } value && row.Bin(value) is var bin && bin.Points < row.BestPoints)
            {
                reasons.Add(new ScoreReason(row.Feature, row.BestPoints - bin.Points, bin.Reason));
            }
        }

        return [.. reasons.OrderByDescending(reason => reason.PointsLost).ThenBy(reason => reason.Feature).Take(most)];
    }

    private static long? Value(ScoreFeature feature, ScoreState state, in ScoreInput input) => feature switch
    {
        ScoreFeature.LatenessDecayed => state.SettledCount == 0 ? null : state.LatenessDecayed,
        ScoreFeature.LatenessWorst => state.SettledCount == 0 ? null : state.LatenessWorst,
        ScoreFeature.LateCount => state.LateCount,
        ScoreFeature.PaidShare => input.PaidSharePerMille,
        ScoreFeature.LimitUse => input.LimitUsePerMille,
        ScoreFeature.BouncedPayments => state.BouncedPayments,
        ScoreFeature.ReportedMonths => state.ReportedMonths,
        _ => input.RelationshipDays,
    };
}

/// <summary>When a grade changes: at once for the worse, beyond the band's edge by a margin; for the better after a stay, and slowly after a D.</summary>
public static class GradeChange
{
    /// <summary>The grade after a new probability.</summary>
    public static Grade Next(ScoreState state, Scorecard card, int ppm, CivilDate today)
    {
        var asked = card.GradeOf(ppm);
        if (state.ProbabilityPpm < 0)
        {
            return asked;
        }

        var present = state.Grade;
        if (asked > present)
        {
            return ppm > Edge(card, present) * (100L + card.Terms.HysteresisPercent) / 100 ? asked : present;
        }

        if (asked == present || today - state.GradeSince < card.Terms.MinimumStayDays)
        {
            return present;
        }

        if (ppm > Edge(card, present - 1) * (100L - card.Terms.HysteresisPercent) / 100)
        {
            return present;
        }

        var isCapped = today - state.LeftDOn < card.Terms.AfterDDays || present == Grade.D;
        return isCapped && asked < Grade.C ? Grade.C : asked;
    }

    private static int Edge(Scorecard card, Grade grade)
    {
        foreach (var band in card.Bands)
        {
            if (band.Grade == grade)
            {
                return band.UpToPpm;
            }
        }

        return 1_000_000;
    }
}
