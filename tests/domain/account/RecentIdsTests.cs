using CreditRisk.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account;

public sealed class RecentIdsTests
{
    private static Instant At(int second) => Instant.FromUnixTimeSeconds(second);

    private static RecentIds Full()
    {
        var ids = RecentIds.Empty;
        for (var i = 1; i <= RecentIds.Capacity; i++)
        {
            ids = ids.Add((ulong)i, At(i * 10));
        }

        return ids;
    }

    [Fact]
    public void It_holds_its_capacity_without_evicting()
    {
        var ids = Full();

        ids.Ids.Length.ShouldBe(RecentIds.Capacity);
        Enumerable.Range(1, RecentIds.Capacity).ShouldAllBe(i => ids.Contains((ulong)i));
        ids.Contains(0).ShouldBeFalse();
        ids.MayHaveEvicted(At(-1_000_000)).ShouldBeFalse();
    }

    [Fact]
    public void It_evicts_the_smallest_time_whatever_came_first()
    {
        var ids = RecentIds.Empty.Add(100, At(1_000)).Add(101, At(5));
        for (var i = 3; i <= RecentIds.Capacity; i++)
        {
            ids = ids.Add((ulong)i, At(i * 10));
        }

        ids = ids.Add(200, At(2_000));

        ids.Contains(101).ShouldBeFalse();
        ids.Contains(100).ShouldBeTrue();
        ids.Contains(200).ShouldBeTrue();
        ids.Ids.Length.ShouldBe(RecentIds.Capacity);
    }

    [Fact]
    public void It_remembers_the_greatest_time_that_was_evicted()
    {
        var ids = Full().Add(100, At(500)).Add(101, At(501));

        ids.MayHaveEvicted(At(20)).ShouldBeTrue();
        ids.MayHaveEvicted(At(20) + Duration.FromMilliseconds(1)).ShouldBeFalse();
        ids.MayHaveEvicted(At(1)).ShouldBeTrue();
    }

    [Fact]
    public void What_is_older_than_all_of_a_full_window_is_not_kept_but_remembered_as_evicted()
    {
        var ids = Full().Add(100, At(7));

        ids.Contains(100).ShouldBeFalse();
        ids.MayHaveEvicted(At(7)).ShouldBeTrue();
        ids.MayHaveEvicted(At(8)).ShouldBeFalse();
        ids.Add(101, At(3)).MayHaveEvicted(At(7)).ShouldBeTrue();
        ids.Add(101, At(3)).MayHaveEvicted(At(8)).ShouldBeFalse();
    }

    [Fact]
    public void An_id_evicted_within_the_same_tenth_of_a_microsecond_is_not_overlooked()
    {
        var ids = RecentIds.Empty;
        for (var i = 1; i <= RecentIds.Capacity + 1; i++)
        {
            ids = ids.Add((ulong)i, At(10) + Duration.FromNanoseconds(i));
        }

        Enumerable.Range(1, RecentIds.Capacity + 1)
            .ShouldAllBe(i => ids.Contains((ulong)i) || ids.MayHaveEvicted(At(10) + Duration.FromNanoseconds(i)));
    }

    [Fact]
    public void Of_equal_times_the_first_goes_first()
    {
        var ids = RecentIds.Empty;
        for (var i = 1; i <= RecentIds.Capacity + 1; i++)
        {
            ids = ids.Add((ulong)i, At(10));
        }

        ids.Contains(1).ShouldBeFalse();
        ids.Contains(2).ShouldBeTrue();
        ids.MayHaveEvicted(At(10)).ShouldBeTrue();
    }
}
