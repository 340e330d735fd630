using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account;

public sealed class FactFilterTests
{
    private const int Probes = 50_000;

    private static ulong Hash(int number) => AccountRules.HashOf(new FactId(FactKind.Item, $"INV-2017-{number:0000000}"));

    private static FactFilter Filled(int ids)
    {
        var filter = FactFilter.Empty;
        for (var i = 0; i < ids; i++)
        {
            filter = filter.Add(Hash(i));
        }

        return filter;
    }

    [Fact]
    public void An_empty_one_contains_nothing() =>
        Enumerable.Range(0, 1000).Count(i => FactFilter.Empty.MayContain(Hash(i))).ShouldBe(0);

    [Fact]
    public void What_was_added_is_always_found()
    {
        var filter = FactFilter.Empty;
        for (var i = 0; i < 3_000; i++)
        {
            filter = filter.Add(Hash(i));
            filter.MayContain(Hash(i)).ShouldBeTrue($"{i}");
        }

        for (var i = 0; i < 3_000; i++)
        {
            filter.MayContain(Hash(i)).ShouldBeTrue($"{i}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(21)]
    [InlineData(63)]
    [InlineData(150)]
    [InlineData(1_000)]
    [InlineData(5_000)]
    public void Less_than_one_in_a_hundred_ids_never_used_is_found(int ids)
    {
        var filter = Filled(ids);

        var found = Enumerable.Range(1_000_000, Probes).Count(i => filter.MayContain(Hash(i)));

        (found / (double)Probes).ShouldBeLessThan(0.01, $"{found} of {Probes}");
    }

    [Fact]
    public void An_older_one_is_not_changed_by_adding_to_it()
    {
        var older = Filled(30);
        var unused = Enumerable.Range(1_000, 100).Select(Hash).Where(hash => !older.MayContain(hash)).ToArray();
        unused.Length.ShouldBeGreaterThan(50);

        var newer = unused.Aggregate(older, (filter, hash) => filter.Add(hash));

        unused.ShouldAllBe(hash => newer.MayContain(hash));
        unused.ShouldAllBe(hash => !older.MayContain(hash));
    }
}
