using CreditRisk.Cluster.Sweep;
using CreditRisk.Tests.Grains.Actor;
using Orleans;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Sweep;

public sealed class HorizonReporterTests
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_look_that_fails_in_a_way_that_nobody_expects_ends_it()
    {
        IGrainFactory? grains = null;
        await using var harness = await HostHarness.StartAsync((harness, options) => TestSilo.StartAsync(harness, options, started => grains = started), null, null, null);
        await using var reporter = new HorizonReporter(grains!, harness.Host, () => throw new InvalidCastException("no partitions"), Often, TimeProvider.System);

        await Should.ThrowAsync<InvalidCastException>(() => reporter.Completion.WaitAsync(HostHarness.Patience));
    }

    [Fact]
    public async Task What_was_received_before_the_first_report_is_durable_when_it_is_made()
    {
        IGrainFactory? grains = null;
        await using var harness = await HostHarness.StartAsync((harness, options) => TestSilo.StartAsync(harness, options, started => grains = started), null, null, null);
        harness.Writer.Hold();
        var told = harness.Send(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.Writer.WaitForBatch();
        await using var reporter = new HorizonReporter(grains!, harness.Host, () => new InputState(NodaTime.Instant.FromUnixTimeSeconds(1), false, null), Often, TimeProvider.System);

        reporter.FirstReported.IsCompleted.ShouldBeFalse();
        harness.Writer.Go();
        await reporter.FirstReported.WaitAsync(HostHarness.Patience);

        told.IsCompleted.ShouldBeTrue();
    }
}
