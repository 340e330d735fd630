using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Score;

/// <summary>The features of an account's score and the grade that followed from them. Constant in size; immutable.</summary>
public sealed record ScoreState
{
    /// <summary>Nothing known yet.</summary>
    public static readonly ScoreState Start = new();

    /// <summary>Decayed average of days late at settlement, hundredths of a day, 0 or more.</summary>
    public long LatenessDecayed { get; init; }

    /// <summary>The most days late that an item was settled by a payment.</summary>
    public int LatenessWorst { get; init; }

    /// <summary>Items settled late by a payment.</summary>
    public int LateCount { get; init; }

    /// <summary>Items settled by a payment.</summary>
    public int SettledCount { get; init; }

    /// <summary>Payments that failed or were reversed.</summary>
    public int BouncedPayments { get; init; }

    /// <summary>Decayed average of months past due as reported, hundredths of a month; null before the first report.</summary>
    public long? ReportedMonths { get; init; }

    /// <summary>Points.</summary>
    public int Points { get; init; }

    /// <summary>Probability of default, millionths; -1 before the first record.</summary>
    public int ProbabilityPpm { get; init; } = -1;

    /// <summary>The grade, with its hysteresis.</summary>
    public Grade Grade { get; init; } = Grade.B;

    /// <summary>The day from which the grade holds.</summary>
    public CivilDate GradeSince { get; init; } = CivilDate.MinValue;

    /// <summary>The day on which a D was last left, or <see cref="CivilDate.MinValue"/>.</summary>
    public CivilDate LeftDOn { get; init; } = CivilDate.MinValue;

    /// <summary>
    /// With an item settled by a payment. The average forgets: a new settlement weighs a quarter (exponential smoothing with alpha 1/4, so that
    /// the last half year of monthly bills makes four fifths of it).
    /// </summary>
    public ScoreState Settled(int daysLate)
    {
        var late = Math.Max(0, daysLate);
        return this with
        {
            LatenessDecayed = SettledCount == 0 ? late * 100L : ((LatenessDecayed * 3) + (late * 100L)) / 4,
            LatenessWorst = Math.Max(LatenessWorst, late),
            LateCount = LateCount + (late > 0 ? 1 : 0),
            SettledCount = SettledCount + 1,
        };
    }

    /// <summary>With a payment that failed or was reversed.</summary>
    public ScoreState Bounced() => this with { BouncedPayments = BouncedPayments + 1 };

    /// <summary>With an outside report. A report weighs half of the average at full reliability, less when the provider is trusted less.</summary>
    public ScoreState Reported(int monthsPastDue, int reliabilityPercent)
    {
        var months = monthsPastDue * 100L;
        return this with
        {
            ReportedMonths = ReportedMonths is not { } before
                ? months * reliabilityPercent / 100
                : ((before * (200 - reliabilityPercent)) + (months * reliabilityPercent)) / 200,
        };
    }
}
