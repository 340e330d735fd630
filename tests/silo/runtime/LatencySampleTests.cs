using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>How long records take to become durable.</summary>
public sealed class LatencySampleTests
{
    [Fact]
    public void Without_a_sample_there_is_no_quantile() => new LatencySample(new ManualTime()).Quantile(0.5).ShouldBeNull();

    [Fact]
    public void Quantiles_are_of_the_times_from_beginning_to_end()
    {
        var time = new ManualTime();
        var sample = new LatencySample(time, every: 1);
        for (var token = 1; token <= 100; token++)
        {
            Take(sample, time, token, milliseconds: 101 - token);
        }

        sample.Quantile(0).ShouldBe(1);
        sample.Quantile(0.5).ShouldBe(51);
        sample.Quantile(0.99).ShouldBe(100);
        sample.Quantile(1).ShouldBe(100);
    }

    [Fact]
    public void One_record_in_so_many_is_timed()
    {
        var time = new ManualTime();
        var sample = new LatencySample(time, every: 10);
        for (var token = 1; token <= 30; token++)
        {
            Take(sample, time, token, milliseconds: token);
        }

        (sample.Quantile(0), sample.Quantile(0.5), sample.Quantile(1)).ShouldBe((10, 20, 30));
    }

    [Fact]
    public void What_ends_without_a_beginning_is_left_out()
    {
        var sample = new LatencySample(new ManualTime(), every: 1);

        sample.End(1);

        sample.Quantile(0.5).ShouldBeNull();
    }

    [Fact]
    public void Records_may_overtake_each_other()
    {
        var time = new ManualTime();
        var sample = new LatencySample(time, every: 1);
        sample.Begin(1);
        time.Advance(TimeSpan.FromMilliseconds(5));
        sample.Begin(2);
        time.Advance(TimeSpan.FromMilliseconds(5));
        sample.End(2);
        time.Advance(TimeSpan.FromMilliseconds(10));
        sample.End(1);

        (sample.Quantile(0), sample.Quantile(1)).ShouldBe((5, 20));
    }

    [Fact]
    public void The_newest_of_the_sample_are_kept()
    {
        const int kept = 16_384;
        var time = new ManualTime();
        var sample = new LatencySample(time, every: 1);
        for (var token = 1; token <= kept * 2; token++)
        {
            Take(sample, time, token, milliseconds: token <= kept ? 1000 : 1);
        }

        sample.Quantile(1).ShouldBe(1);
    }

    private static void Take(LatencySample sample, ManualTime time, long token, int milliseconds)
    {
        sample.Begin(token);
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        sample.End(token);
    }
}
