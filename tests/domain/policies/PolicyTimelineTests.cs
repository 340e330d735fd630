using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies;

public sealed class PolicyTimelineTests
{
    private static readonly Instant First = Instant.FromUtc(2027, 1, 1, 0, 0), Second = Instant.FromUtc(2027, 6, 1, 12, 30);

    [Fact]
    public void A_version_is_in_force_from_its_instant_until_the_next_one_is()
    {
        var timeline = new PolicyTimeline([Version(1, null), Version(2, First), Version(5, Second)]);

        new[] { Instant.MinValue, First - Duration.Epsilon, First, Second - Duration.Epsilon, Second, Instant.MaxValue }
            .Select(now => timeline.At(now).Terms.Version).ShouldBe([1, 1, 2, 2, 5, 5]);
        new[] { Instant.MinValue, First - Duration.Epsilon, First, Second }
            .Select(timeline.ChangeAfter).ShouldBe([First, First, Second, Instant.MaxValue]);
    }

    [Fact]
    public void The_earliest_version_is_in_force_from_the_beginning_whatever_it_says()
    {
        var timeline = new PolicyTimeline([Version(2, First), Version(3, Second)]);

        timeline.At(Instant.MinValue).Terms.Version.ShouldBe(2);
        timeline.ChangeAfter(Instant.MinValue).ShouldBe(Second);
    }

    [Fact]
    public void Versions_that_do_not_follow_each_other_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PolicyTimeline([]));
        Should.Throw<ArgumentException>(() => new PolicyTimeline([Version(2, null), Version(2, First)]));
        Should.Throw<ArgumentException>(() => new PolicyTimeline([Version(1, null), Version(2, null)]));
        Should.Throw<ArgumentException>(() => new PolicyTimeline([Version(1, Second), Version(2, First)]));
    }

    private static Policy Version(int version, Instant? from) => TestPolicies.With(terms => terms with { Version = version, From = from });
}
