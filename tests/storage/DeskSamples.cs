using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Storage;

/// <summary>Rows of the desk, and lists of them, for tests of the stores.</summary>
internal static class DeskSamples
{
    private static readonly string?[] Units = [null, "north", "south"];
    private static readonly string?[] Managers = [null, "Ada", "Ωmega", "Bob"];

    /// <summary>Any row; values are few, so that many stand alike.</summary>
    public static DeskRow Any(Random random) => new()
    {
        Unit = Units[random.Next(Units.Length)],
        Manager = Managers[random.Next(Managers.Length)],
        Region = random.Next(2) == 0 ? null : "DE",
        Currency = random.Next(3) == 0 ? "USD" : "EUR",
        Stage = (Stage)random.Next(StageNames.Count),
        Overdue = random.Next(6) * 1_000_000_000_000,
        Actionable = random.Next(6),
        OldestDueOn = Day(random),
        Wanted = (RestrictionLevel)random.Next(3),
        Want = random.Next(5),
        WantedSince = Time(random),
        ReadyAt = Time(random),
        InFlight = random.Next(2) == 0 ? null : (RestrictionAction)random.Next(3),
        InForce = (RestrictionLevel)random.Next(3),
        PauseEndsOn = Day(random),
        BrokenOn = Day(random),
        CutAt = Time(random),
    };

    /// <summary>Questions of every kind.</summary>
    public static IEnumerable<DeskQuery> Questions()
    {
        DeskQuery[] lists =
        [
            DeskQuery.CutsUpTo(StoreSamples.Morning + Duration.FromMinutes(3)), DeskQuery.Amounts("EUR"), DeskQuery.Amounts("USD"), DeskQuery.Amounts("CNY"), DeskQuery.Ages(),
            DeskQuery.BrokenSince(new CivilDate(2)), DeskQuery.PausesEnding(new CivilDate(1), new CivilDate(3)),
        ];
        return lists.SelectMany(list => Units.SelectMany(unit => Managers.Select(manager => list with { Unit = unit, Manager = manager })));
    }

    /// <summary>A whole list, read in pages.</summary>
    public static List<DeskEntry> Paged(this IAccountReader reader, DeskQuery query, int page)
    {
        var read = new List<DeskEntry>();
        for (var next = reader.Desk(query with { Most = page }); next.Count > 0; next = reader.Desk(query with { Most = page, After = DeskPlace.Of(query.List, next[^1]) }))
        {
            next.Count.ShouldBeLessThanOrEqualTo(page);
            read.AddRange(next);
        }

        return read;
    }

    /// <summary>The lists of a store are those that all of its rows make.</summary>
    public static void ShouldList(this IAccountReader reader, IReadOnlyCollection<DeskEntry> all, int page, string? context = null)
    {
        foreach (var query in Questions())
        {
            var expected = all.Where(query.Takes).OrderBy(entry => DeskPlace.Of(query.List, entry)!.Value.Value).ThenBy(entry => entry.Account, StringComparer.Ordinal);
            reader.Paged(query, page).ShouldBe(query.IsDescending ? expected.Reverse() : expected, $"{context} {query}");
        }

        IEnumerable<ReadyRestriction> ready = all.Where(entry => entry.Row.ReadyAt is not null)
            .Select(entry => new ReadyRestriction(entry.Account, entry.Row.Region, entry.Row.Want, entry.Row.ReadyAt!.Value))
            .OrderBy(one => one.ReadyAt).ThenBy(one => one.Account, StringComparer.Ordinal);
        var read = new List<ReadyRestriction>();
        for (var next = reader.ReadyRestrictions(null, page); next.Count > 0; next = reader.ReadyRestrictions(next[^1], page))
        {
            read.AddRange(next);
        }

        read.ShouldBe(ready, context);
    }

    private static CivilDate? Day(Random random) => random.Next(6) is > 0 and var day ? new CivilDate(day - 1) : null;

    private static Instant? Time(Random random) => random.Next(6) is > 0 and var minute ? StoreSamples.Morning + Duration.FromMinutes(minute) + Duration.FromTicks(minute) : null;
}
