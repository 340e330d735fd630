using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Silo.Restrictions;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Restrictions;

/// <summary>Brakes and feeds outlive the process.</summary>
public sealed class KeptBrakesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("creditrisk-brakes-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Brakes_that_were_set_are_set_in_the_next_process() => await OutliveAsync(new FileTexts(_directory));

    [Fact]
    public async Task A_change_names_the_version_that_its_author_saw()
    {
        using var brakes = new KeptBrakes(new FileTexts(_directory), new ManualTime());
        await brakes.ChangeAsync(new BrakeOrder(0, Brake.KillSwitch, true, null, "tariff error", "ada"));

        (await brakes.ChangeAsync(new BrakeOrder(0, Brake.KillSwitch, false, null, "all clear", "bob"))).Refusal.ShouldBe("the brakes have been changed: version 0 was seen, and this is version 1");
        (await brakes.ChangeAsync(new BrakeOrder(1, Brake.KillSwitch, false, null, " ", "bob"))).Refusal.ShouldNotBeNull();
        (await brakes.GetAsync()).KillSwitch.IsOn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_feed_is_as_far_as_any_process_has_heard()
    {
        var (early, late) = (Instant.FromUtc(2026, 3, 1, 8, 0), Instant.FromUtc(2026, 3, 1, 9, 0));
        var texts = new FileTexts(_directory);
        await using var first = new FeedBook(texts, NullLogger.Instance);
        await using var second = new FeedBook(texts, NullLogger.Instance);
        (await second.CompleteUpToAsync("billing")).ShouldBeNull();

        first.Hear(Beat(late));
        first.Hear(Beat(early));
        second.Hear(Beat(early));
        (await first.CompleteUpToAsync("billing")).ShouldBe(late);
        await Eventually(async () => await second.CompleteUpToAsync("billing") == late);
    }

    private static FeedHeartbeat Beat(Instant upTo) => new(new EventHeader("/billing", "1", "", upTo), "billing", upTo);

    private static async Task OutliveAsync(IKeptText texts)
    {
        using (var brakes = new KeptBrakes(texts, new ManualTime()))
        {
            (await brakes.ChangeAsync(new BrakeOrder(0, Brake.RateCap, false, 1, "careful", "ada"))).Refusal.ShouldBeNull();
            (await brakes.TakeAsync("DE")).IsAllowed.ShouldBeTrue();
        }

        using var again = new KeptBrakes(texts, new ManualTime());
        (await again.TakeAsync("DE")).HeldBy.ShouldBe(Brake.RateCap);
        (await again.TakeAsync("FR")).IsAllowed.ShouldBeTrue();
    }

    // It is kept once a second of the machine's clock.
    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var looks = 0; !await isSo(); looks++)
        {
            looks.ShouldBeLessThan(200);
            await timer.WaitForNextTickAsync();
        }
    }
}
