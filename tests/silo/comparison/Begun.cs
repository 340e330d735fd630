using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Comparison;
using NodaTime;

namespace CreditRisk.Tests.Silo.Comparison;

/// <summary>What began and ended for an account, by days.</summary>
internal static class Begun
{
    public static readonly CivilDate Start = CivilDate.Of(2026, 1, 1);

    public static Subject Subject(Stage stage) => Departures.SubjectOf(stage);

    public static Occurrence On(int day, int? until = null, Stage stage = Stage.Warning, string? match = null, long actionable = 10_00) => new()
    {
        Subject = Subject(stage),
        Match = match,
        At = InstantOf(day),
        On = Start.Plus(day),
        EndedAt = until is { } end ? InstantOf(end) : null,
        EndedOn = until is { } last ? Start.Plus(last) : null,
        Stake = new Stake("EUR", 2, actionable, actionable + 1),
        Reasons = [$"day {day}"],
    };

    public static AccountComparison Account(string id, Occurrence[] old, Occurrence[] now) => new(id, 1, default, OccurrencePair.AllOf(old, now));

    private static Instant InstantOf(int day) => Start.Plus(day).StartIn(DateTimeZone.Utc);
}
