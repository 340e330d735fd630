using System.Globalization;
using CreditRisk.Domain.Guards;
using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;
using NodaTime;

namespace CreditRisk.Tests.Specs.Tables;

/// <summary>Stories of the brakes: how they are set, and what leaves. Times are UTC, since the hours of a cap are.</summary>
internal static class BrakeTable
{
    private static readonly Phrasebook<Func<Brakes, Said, BrakeNote, Brakes?>?> Facts = new(
    [
        (new Phrase("kill switch on by <who>"), (brakes, _, note) => brakes.WithKillSwitch(true, brakes.Version, note)),
        (new Phrase("kill switch off by <who>"), (brakes, _, note) => brakes.WithKillSwitch(false, brakes.Version, note)),
        (new Phrase("dry run on by <who>"), (brakes, _, note) => brakes.WithDryRun(true, brakes.Version, note)),
        (new Phrase("dry run off by <who>"), (brakes, _, note) => brakes.WithDryRun(false, brakes.Version, note)),
        (new Phrase("at most <most:number> an hour by <who>"), (brakes, said, note) => brakes.WithCap(int.Parse(said["most"]!, CultureInfo.InvariantCulture), brakes.Version, note)),
        (new Phrase("no cap by <who>"), (brakes, _, note) => brakes.WithCap(null, brakes.Version, note)),
        (new Phrase("restriction in <region>"), null),
    ]);

    private static readonly Phrasebook<object?> Expectations = new([(new Phrase("leaves [in <region>]"), null), (new Phrase("held by <brake>"), null)]);

    /// <summary>All phrases of these tables.</summary>
    public static IEnumerable<Phrase> Phrases => Facts.Phrases.Concat(Expectations.Phrases);

    /// <summary>What is not as the row expects it.</summary>
    public static IEnumerable<string> Problems(SpecRow row)
    {
        var year = Story.YearOf(row);
        var brakes = Brakes.None;
        List<Observed> observed = [];
        foreach (var fact in Timeline.Read(row, "brakes", Facts, year))
        {
            var at = fact.When.At(LocalTime.Midnight).InUtc().ToInstant();
            if (fact.Meaning is { } set)
            {
                brakes = set(brakes, fact.Said, new BrakeNote("as the example says", fact.Said["who"]!, at)) ?? throw row.Wrong(fact.At, "the brakes were changed meanwhile");
                continue;
            }

            var (after, leave) = brakes.Take(fact.Said["region"], at);
            brakes = after;
            observed.Add(leave.HeldBy is { } brake
                ? new Observed(at, "held by", ("brake", Word(brake)))
                : new Observed(at, "leaves", ("region", fact.Said["region"]!)));
        }

        return Sequence.Problems(row, Timeline.Read(row, Story.ExpectedColumn, Expectations, year), observed, DateTimeZone.Utc);
    }

    private static string Word(Brake brake) => brake switch
    {
        Brake.KillSwitch => "kill-switch",
        Brake.DryRun => "dry-run",
        _ => "cap",
    };
}
