using CreditRisk.Silo.Api.Intake;
using CreditRisk.Tests.Silo.Api;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Time that acts on accounts of which no event tells.</summary>
public sealed class SweepServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_due_date_that_passes_raises_a_warning_without_an_event()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1", dueOn: "2026-03-01"));
        (await service.GetAsync("v1/accounts/C-1"))["stage"].ShouldBe("reminder");

        service.Time.Advance(TimeSpan.FromHours(13));
        await service.PassTimeUntilAsync(Interval, async () => (await service.GetAsync("v1/accounts/C-1"))["stage"] == "notice");

        var warning = (await service.GetAsync("v1/accounts/C-1/warnings?limit=1")).Json["warnings"]![0]!["event"]!;
        warning["data"]!["effectiveAt"]!.ToString().ShouldBe("2026-03-02T00:00:00Z");
        service.Service.Sweep!.AccountsLookedAt.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_lag_grows_until_the_next_sweep()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        service.Time.Advance(Interval - TimeSpan.FromSeconds(1));
        service.Service.Sweep!.Lag.ShouldBe(NodaTime.Duration.FromSeconds(4));

        service.Time.Advance(TimeSpan.FromSeconds(1));
        await service.PassTimeUntilAsync(TimeSpan.Zero, () => Task.FromResult(service.Service.Sweep!.Lag == NodaTime.Duration.Zero));
    }

    [Fact]
    public void Time_waits_for_what_was_received_and_is_not_yet_with_its_account()
    {
        var time = new ManualTime();
        var horizon = new InputHorizon(time);
        var start = Instant.FromDateTimeOffset(time.GetUtcNow());
        var first = horizon.Receive();
        time.Advance(Interval);
        var second = horizon.Receive();
        time.Advance(Interval);

        (first.At, second.At).ShouldBe((start, start + NodaTime.Duration.FromSeconds(5)));
        horizon.UpTo().ShouldBe(first.At);
        first.Dispose();
        first.Dispose();
        horizon.UpTo().ShouldBe(second.At);
        second.Dispose();
        horizon.UpTo().ShouldBe(start + NodaTime.Duration.FromSeconds(10));
    }
}
