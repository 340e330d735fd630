using CreditRisk.Domain.Time;
using NodaTime.Text;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>A point of a chart over time: some days after each other.</summary>
/// <param name="From">The first day.</param>
/// <param name="Counts">The numbers.</param>
internal readonly record struct TimePoint(CivilDate From, Sides Counts);

/// <summary>The days that charts are of, in so few equal spans that a chart can show them.</summary>
internal sealed class TimeAxis
{
    private const int MostPoints = 180;

    private readonly CivilDate _first;
    private readonly int _points;

    private TimeAxis(CivilDate first, CivilDate last)
    {
        _first = first;
        var days = last - first + 1;
        DaysPerPoint = (days + MostPoints - 1) / MostPoints;
        _points = (days + DaysPerPoint - 1) / DaysPerPoint;
    }

    /// <summary>How many days a point stands for, 1 or more.</summary>
    public int DaysPerPoint { get; }

    /// <summary>The axis of all days on which anything changes, or null where nothing does.</summary>
    public static TimeAxis? Of(IEnumerable<SubjectComparison> subjects)
    {
        var days = subjects.SelectMany(subject => subject.Days).Select(DateOf).ToList();
        return days.Count == 0 ? null : new TimeAxis(days.Min(), days.Max());
    }

    /// <summary>What begins in the days of each point.</summary>
    public IReadOnlyList<TimePoint> Begun(SubjectComparison subject)
    {
        var sums = new Sides[_points];
        foreach (var day in subject.Days)
        {
            sums[PointOf(day)] += day.Begun;
        }

        return Points(sums);
    }

    /// <summary>What has begun and is not over at the end of each point's days.</summary>
    public IReadOnlyList<TimePoint> Active(SubjectComparison subject)
    {
        var last = new Sides?[_points];
        foreach (var day in subject.Days)
        {
            last[PointOf(day)] = day.Active;
        }

        var active = new Sides[_points];
        for (var i = 0; i < _points; i++)
        {
            active[i] = last[i] ?? (i > 0 ? active[i - 1] : default);
        }

        return Points(active);
    }

    private static CivilDate DateOf(DayCounts day) => CivilDate.From(LocalDatePattern.Iso.Parse(day.Day).Value);

    private int PointOf(DayCounts day) => (DateOf(day) - _first) / DaysPerPoint;

    private List<TimePoint> Points(Sides[] counts) => [.. counts.Select((count, index) => new TimePoint(_first.Plus(index * DaysPerPoint), count))];
}
