using CreditRisk.Silo.Api;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using Sent = CreditRisk.Tests.Silo.Api.Sent;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Of several instances on one schema one is active; the others stand by.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class ActiveLeaseTests
{
    private readonly PostgresStoreOptions _options = new() { ConnectionString = PostgresServer.ConnectionString, Schema = PostgresServer.NewSchema() };

    [Fact]
    public async Task An_instance_stands_by_until_the_active_one_has_ended_and_finds_everything_durable()
    {
        var second = new Task<RunningService>(() => throw new InvalidOperationException("never started"));
        await using (var first = await ServiceUnderTest.StartAsync(Settings))
        {
            second = RunningService.StartAsync(Settings(ServiceUnderTest.Settings("unused")), TimeProvider.System, NullLoggerFactory.Instance);
            (await first.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"))).Status.ShouldBe(202);
            second.IsCompleted.ShouldBeFalse();
        }

        await using var active = await second.WaitAsync(HostHarness.Patience);
        active.Engine.StateOf("C-1")!.Ledger.Totals.Debits.ShouldBe(12_000);
    }

    [Fact]
    public async Task An_instance_that_loses_the_lease_fails_and_another_takes_over()
    {
        await using var first = await ActiveLease.WaitAsync(_options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        PostgresLease.TryTake(_options).ShouldBeNull();

        PostgresServer.Run(
            $"SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid::int = hashtext('{_options.Schema}')");

        await Should.ThrowAsync<StoreException>(first.Completion.WaitAsync(HostHarness.Patience));
        using var next = PostgresLease.TryTake(_options).ShouldNotBeNull();
        next.IsHeld().ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_that_is_given_up_while_standing_by_ends()
    {
        using var active = PostgresLease.TryTake(_options).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        var waiting = ActiveLease.WaitAsync(_options, TimeProvider.System, NullLogger.Instance, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting.WaitAsync(HostHarness.Patience));
    }

    [Fact]
    public void Schemas_have_a_lease_each()
    {
        using var one = PostgresLease.TryTake(_options).ShouldNotBeNull();
        using var other = PostgresLease.TryTake(_options with { Schema = PostgresServer.NewSchema() }).ShouldNotBeNull();

        one.IsHeld().ShouldBeTrue();
        other.IsHeld().ShouldBeTrue();
    }

    private ServiceSettings Settings(ServiceSettings settings) => settings with { Postgres = _options };
}
