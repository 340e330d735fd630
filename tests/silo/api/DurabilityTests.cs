using CreditRisk.Silo.Settings;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>What is answered while the store takes nothing, and after.</summary>
public sealed class DurabilityTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task No_answer_comes_before_the_event_is_durable()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        Task<Answer> sending;
        using (service.LockStore())
        {
            sending = service.SendAsync(Sent.Batch([Sent.Invoice("e-1", "C-1", "I-1"), "{}"]), "application/cloudevents-batch+json");
            await service.PassTimeUntilAsync(TimeSpan.Zero, async () => (await service.GetAsync("health/ready")).Status == 503);

            sending.IsCompleted.ShouldBeFalse();
            service.Service.Engine.Reader.Counts().ShouldBe(new(0, 0, 0, 0));
        }

        await service.PassTimeUntilAsync(Pause, sending);
        (await sending).Outcomes().ShouldBe(["accepted", "refused: missing-field"]);
        service.Service.Engine.Reader.Counts().ShouldBe(new(1, 1, 0, 1));
    }

    [Fact]
    public async Task Readiness_says_what_is_wrong_and_comes_back_by_itself()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        (await service.GetAsync("health/ready")).Text.ShouldBe(
            """{"status":"ready","checks":[{"name":"store","ok":true},{"name":"committer","ok":true},{"name":"host","ok":true}]}""");
        Task<Answer> sending;
        using (service.LockStore())
        {
            sending = service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
            await service.PassTimeUntilAsync(TimeSpan.Zero, async () => (await service.GetAsync("health/ready")).Status == 503);

            var answer = await service.GetAsync("health/ready");
            answer["status"].ShouldBe("not-ready");
            answer.Json["checks"]![1]!["ok"]!.GetValue<bool>().ShouldBeFalse();
            answer.Json["checks"]![1]!["reason"]!.ToString().ShouldContain("locked");
            (await service.GetAsync("metrics")).Text.ShouldContain("creditrisk_committer_available 0\n");
        }

        await service.PassTimeUntilAsync(Pause, sending);
        (await service.GetAsync("health/ready")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_client_that_goes_away_undoes_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var leaving = new CancellationTokenSource();
        using (service.LockStore())
        {
            var sending = service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"), cancellation: leaving.Token);
            await service.PassTimeUntilAsync(TimeSpan.Zero, async () => (await service.GetAsync("health/ready")).Status == 503);
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(sending);
        }

        await service.PassTimeUntilAsync(Pause, async () => (await service.GetAsync("v1/accounts/C-1")).Status == 200);
        (await service.GetAsync("v1/accounts/C-1"))["receivable"].ShouldBe("120.00");
    }

    [Fact]
    public async Task More_requests_than_may_wait_are_turned_away()
    {
        await using var service = await ServiceUnderTest.StartAsync(OneAtATime);
        Task<Answer> first, second;
        using (service.LockStore())
        {
            first = service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
            await service.PassTimeUntilAsync(TimeSpan.Zero, async () => (await service.GetAsync("health/ready")).Status == 503);
            second = service.SendAsync(Sent.Invoice("e-2", "C-1", "I-2"));
            Task<Answer>[] more = [second, service.SendAsync(Sent.Invoice("e-3", "C-1", "I-3"))];

            var turnedAway = await await Task.WhenAny(more);
            turnedAway.ShouldBeProblem(429, "too-many-requests");
            second = more.Single(task => !task.IsCompleted);
        }

        await service.PassTimeUntilAsync(Pause, Task.WhenAll(first, second));
        (await first).Status.ShouldBe(202);
        (await second).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Stopping_the_service_waits_for_requests_under_way()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        Task<Answer> sending;
        Task stopping;
        using (service.LockStore())
        {
            sending = service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
            await service.PassTimeUntilAsync(TimeSpan.Zero, async () => (await service.GetAsync("health/ready")).Status == 503);
            stopping = service.Service.DisposeAsync().AsTask();
            sending.IsCompleted.ShouldBeFalse();
        }

        while (!sending.IsCompleted)
        {
            service.Time.Advance(Pause);
            await Task.Yield();
        }

        (await sending).Outcomes().ShouldBe(["accepted"]);
        await stopping;
    }

    private static ServiceSettings OneAtATime(ServiceSettings settings) =>
        settings with { Api = settings.Api with { ConcurrentIngestRequests = 1, QueuedRequests = 1 } };
}
