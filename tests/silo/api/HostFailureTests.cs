using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>What is answered when a loop of the host has failed.</summary>
public sealed class HostFailureTests
{
    [Fact]
    public async Task A_loop_that_fails_leaves_nobody_waiting_and_is_told()
    {
        var service = await ServiceUnderTest.StartAsync(settings => settings with { Host = settings.Host with { ResidentAccountsPerLoop = 1 } });
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));
        await service.SendAsync(Sent.Invoice("e-2", "C-2", "I-2"));
        await service.SendAsync(Sent.Invoice("e-3", "C-3", "I-3"));
        using (var database = service.OpenDatabase())
        {
            // As a program from the future would write it: the loop must stop, since it cannot know what the account is.
            using var damage = database.CreateCommand();
            damage.CommandText = "UPDATE accounts SET state = x'00FF'";
            damage.ExecuteNonQuery();
        }

        var answer = await service.SendAsync(Sent.Batch(
            Enumerable.Range(1, 3).Select(i => Sent.Payment($"p-{i}", $"C-{i}", $"P-{i}", "120.00"))), "application/cloudevents-batch+json");

        answer.ShouldBeProblem(503, "outcome-unknown");
        service.Service.Failure.IsFaulted.ShouldBeTrue();
        var ready = await service.GetAsync("health/ready");
        ready.Status.ShouldBe(503);
        ready.Json["checks"]![2]!["reason"]!.ToString().ShouldContain("a loop failed");
        (await service.GetAsync("v1/accounts/C-9")).Status.ShouldBe(404);
        await Should.ThrowAsync<Exception>(service.DisposeAsync().AsTask());
    }
}
