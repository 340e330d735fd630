using CreditRisk.Tests.Specs.Reading;
using NodaTime;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>Compares what is expected with what happened: the same things in the same order, neither more nor less.</summary>
internal static class Sequence
{
    /// <summary>The first difference, with all that happened; nothing where there is none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="expected">What is expected, in order.</param>
    /// <param name="observed">What happened, in order.</param>
    /// <param name="zone">The zone of the dates.</param>
    public static IEnumerable<string> Problems<T>(SpecRow row, IReadOnlyList<Dated<T>> expected, IReadOnlyList<Observed> observed, DateTimeZone zone)
    {
        for (var i = 0; i < Math.Max(expected.Count, observed.Count); i++)
        {
            var found = i < observed.Count ? observed[i] : null;
            var wanted = i < expected.Count ? expected[i] : null;
            if (wanted is not null && found is not null && Says(wanted, found, zone))
            {
                continue;
            }

            var at = wanted?.At ?? row.Cells(Story.ExpectedColumn).Last().At;
            yield return $"{row.File}:{at.Line}:{at.Column}: expected {(wanted is null ? "nothing more" : Show(wanted))}, found {(found is null ? "nothing more" : Show(found, zone))}\n"
                + $"all that happened:\n{string.Join('\n', observed.Select(effect => "  " + Show(effect, zone)))}";
            yield break;
        }
    }

    private static bool Says<T>(Dated<T> expected, Observed found, DateTimeZone zone)
    {
        var local = found.At.InZone(zone).LocalDateTime;
        return expected.Phrase.Name == found.Name
            && expected.When.Date == local.Date
            && (expected.When.Time is not { } time || (time.Hour, time.Minute) == (local.Hour, local.Minute))
            && found.Says(expected.Said);
    }

    private static string Show<T>(Dated<T> expected) =>
        $"{expected.When} {expected.Phrase.Name}{string.Concat(expected.Said.Blanks.Select(blank => $", {blank.Key} {blank.Value.Text}"))}";

    private static string Show(Observed effect, DateTimeZone zone) => $"{effect.At.InZone(zone).LocalDateTime.ToString("uuuu-MM-dd HH:mm", null)} {effect}";
}
