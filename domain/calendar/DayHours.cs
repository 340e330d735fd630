using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Domain.Calendar;

/// <summary>Hours of the local day, from a time on and before another; they may span midnight. The default is the whole day.</summary>
public readonly record struct DayHours
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>Makes hours.</summary>
    /// <param name="from">The first time, whole minutes.</param>
    /// <param name="to">The time behind the last one, whole minutes; midnight is the end of the day. Earlier than <paramref name="from"/>, it is that of the next day.</param>
    /// <exception cref="ArgumentException">The times are the same, and not both midnight; or they are no whole minutes.</exception>
    public DayHours(LocalTime from, LocalTime to)
    {
        if (WrongWith(from, to) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(to));
        }

        (From, To) = (from, to);
    }

    /// <summary>The first time of the hours.</summary>
    public LocalTime From { get; }

    /// <summary>The time behind the last one; midnight is the end of the day.</summary>
    public LocalTime To { get; }

    /// <summary>Whether some of the hours are those of the next day.</summary>
    public bool SpansMidnight => To < From && To != LocalTime.Midnight;

    /// <summary>Whether a time of any day is one of the hours.</summary>
    public bool Contains(LocalTime time) => SpansMidnight
        ? time >= From || time < To
        : time >= From && (time < To || To == LocalTime.Midnight);

    /// <summary><c>08:00 to 16:00</c>; the end of the day is <c>24:00</c>.</summary>
    public override string ToString() => $"{Pattern.Format(From)} to {(To == LocalTime.Midnight ? "24:00" : Pattern.Format(To))}";

    /// <summary>Why such times make no hours, or null where they do.</summary>
    internal static string? WrongWith(LocalTime from, LocalTime to) =>
        (from.TickOfDay % NodaConstants.TicksPerMinute) + (to.TickOfDay % NodaConstants.TicksPerMinute) != 0 || from.NanosecondOfSecond + to.NanosecondOfSecond != 0
            ? "hours begin and end on whole minutes"
            : from == to && from != LocalTime.Midnight ? "hours that begin and end at the same time are none; the whole day is 00:00 to 24:00"
            : null;
}
