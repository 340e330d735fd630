using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Ingest.Records;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>What an account remembers of the inputs that fed it.</summary>
public sealed class PositionsTests(ITestOutputHelper output)
{
    private static readonly SourcePartition First = new("epoch-1", "billing", 0);

    [Fact]
    public void What_is_at_or_below_the_position_of_its_partition_is_covered()
    {
        var positions = Positions.None.With(new RecordPosition(First, 5));

        positions.Covers(new RecordPosition(First, 4)).ShouldBeTrue();
        positions.Covers(new RecordPosition(First, 5)).ShouldBeTrue();
        positions.Covers(new RecordPosition(First, 6)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("epoch-2", "billing", 0)]
    [InlineData("epoch-1", "payments", 0)]
    [InlineData("epoch-1", "billing", 1)]
    public void Another_epoch_topic_or_partition_is_another_input(string epoch, string topic, int partition)
    {
        var other = new SourcePartition(epoch, topic, partition);
        var positions = Positions.None.With(new RecordPosition(First, 5));

        positions.Covers(new RecordPosition(other, 1)).ShouldBeFalse();

        positions = positions.With(new RecordPosition(other, 1));
        positions.Covers(new RecordPosition(First, 5)).ShouldBeTrue();
        positions.Covers(new RecordPosition(other, 1)).ShouldBeTrue();
        positions.Covers(new RecordPosition(other, 2)).ShouldBeFalse();
    }

    [Fact]
    public void A_partition_that_was_loaded_is_the_same_as_one_that_a_source_made()
    {
        var loaded = Positions.Unwrap(Positions.None.With(new RecordPosition(First, 5)).Wrap([1]), out _);

        loaded.Covers(new RecordPosition(new SourcePartition("epoch-1", "billing", 0), 5)).ShouldBeTrue();
    }

    [Fact]
    public void The_partition_that_was_heard_of_longest_ago_gives_way()
    {
        var positions = Positions.None;
        for (var partition = 0; partition < Positions.Capacity; partition++)
        {
            positions = positions.With(new RecordPosition(First with { Partition = partition }, 1));
        }

        positions = positions.With(new RecordPosition(First, 2)).With(new RecordPosition(First with { Partition = 99 }, 1));

        positions.Applied.Length.ShouldBe(Positions.Capacity);
        positions.Covers(new RecordPosition(First, 2)).ShouldBeTrue();
        positions.Covers(new RecordPosition(First with { Partition = 1 }, 1)).ShouldBeFalse();
        positions.Covers(new RecordPosition(First with { Partition = 2 }, 1)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public void Positions_and_state_come_back_as_they_were_put_together(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var positions = Positions.None;
            for (var count = random.Next(Positions.Capacity + 3); count > 0; count--)
            {
                var partition = new SourcePartition(Text(random, 64), Text(random, 255), random.Next());
                positions = positions.With(new RecordPosition(partition, random.NextInt64()));
            }

            var state = new byte[random.Next(100)];
            random.NextBytes(state);

            var bytes = positions.Wrap(state);
            var read = Positions.Unwrap(bytes, out var rest);

            rest.ToArray().ShouldBe(state);
            read.Applied.ShouldBe(positions.Applied);
            read.Wrap(rest).ShouldBe(bytes);
        }
    }

    [Fact]
    public void Bytes_that_break_off_are_said_to_be_damaged()
    {
        var whole = Positions.None.With(new RecordPosition(First, 5)).Wrap([]);

        for (var length = 0; length < whole.Length; length++)
        {
            Should.Throw<StateCodecException>(() => Positions.Unwrap(whole.AsSpan(0, length), out _));
        }
    }

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder();
        for (var length = random.Next(most + 1); length > 0; length--)
        {
            text.Append((char)random.Next('!', '~' + 1));
        }

        return text.ToString();
    }
}
