using CreditRisk.Ingest.Sources;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.Sources;

/// <summary>Up to where an input is durable without a gap.</summary>
public sealed class ContiguousPrefixTests(ITestOutputHelper output)
{
    [Fact]
    public void It_moves_over_a_record_only_when_everything_before_has_ended()
    {
        var prefix = new ContiguousPrefix(10);
        prefix.Begin(10);
        prefix.Begin(11);
        prefix.Begin(12);

        prefix.End(11).ShouldBeNull();
        prefix.End(12).ShouldBeNull();
        prefix.Next.ShouldBe(10);
        prefix.End(10).ShouldBe(13);
        prefix.Next.ShouldBe(13);
    }

    [Fact]
    public void Offsets_may_have_gaps()
    {
        var prefix = new ContiguousPrefix(0);
        prefix.Begin(3);
        prefix.Begin(9);

        prefix.End(9).ShouldBeNull();
        prefix.Next.ShouldBe(0);
        prefix.End(3).ShouldBe(10);
    }

    [Fact]
    public void It_counts_what_has_begun_and_not_ended()
    {
        var prefix = new ContiguousPrefix(0);
        prefix.Begin(0);
        prefix.Begin(1);
        prefix.Begin(2);
        prefix.InFlight.ShouldBe(3);

        prefix.End(1);
        prefix.InFlight.ShouldBe(2);
        prefix.End(0);
        prefix.InFlight.ShouldBe(1);
        prefix.End(2);
        prefix.InFlight.ShouldBe(0);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(4, 4)]
    [InlineData(1, 1)]
    public void An_offset_that_does_not_rise_is_refused(long first, long second)
    {
        var prefix = new ContiguousPrefix(1);
        prefix.Begin(first);

        Should.Throw<ArgumentOutOfRangeException>(() => prefix.Begin(second));
    }

    [Fact]
    public void An_offset_that_was_done_before_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ContiguousPrefix(7).Begin(6));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void In_whatever_order_records_end_it_is_the_first_that_has_not(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var prefix = new ContiguousPrefix(0);
        var begun = new List<long>();
        var open = new List<long>();
        for (var round = 0; round < 3000; round++)
        {
            if (open.Count == 0 || random.Next(2) == 0)
            {
                begun.Add((begun.Count == 0 ? 0 : begun[^1] + 1) + (random.Next(5) == 0 ? random.Next(4) : 0));
                open.Add(begun[^1]);
                prefix.Begin(begun[^1]);
            }
            else
            {
                var before = prefix.Next;
                var ended = open[random.Next(open.Count)];
                open.Remove(ended);
                var moved = prefix.End(ended);

                var expected = open.Count > 0 ? begun.Where(offset => offset < open.Min()).Select(offset => offset + 1).LastOrDefault() : begun[^1] + 1;
                prefix.Next.ShouldBe(expected);
                moved.ShouldBe(expected == before ? null : expected);
            }

            prefix.InFlight.ShouldBe(open.Count);
        }
    }

    [Fact]
    public async Task Records_may_end_on_several_threads()
    {
        const int records = 20_000;
        var prefix = new ContiguousPrefix(0);
        for (var offset = 0; offset < records; offset++)
        {
            prefix.Begin(offset);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            for (var offset = part; offset < records; offset += 4)
            {
                prefix.End(offset);
            }
        })));

        prefix.Next.ShouldBe(records);
        prefix.InFlight.ShouldBe(0);
    }
}
