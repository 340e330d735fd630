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
public sealed class HeldLeaseTests
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
    public async Task A_lease_that_breaks_with_its_connection_is_taken_anew()
    {
        var time = new ManualTime();
        await using var lease = await HeldLease.WaitAsync(_options, LeaseKind.Active, time, NullLogger.Instance, CancellationToken.None);
        var before = Holder();

        Break();
        await PassTimeUntilAsync(time, () => Holder() is not null);

        Holder().ShouldNotBe(before);
        lease.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_instance_whose_lease_another_has_taken_fails()
    {
        var time = new ManualTime();
        await using var first = await HeldLease.WaitAsync(_options, LeaseKind.Active, time, NullLogger.Instance, CancellationToken.None);
        PostgresLease.TryTake(_options, LeaseKind.Active).ShouldBeNull();

        Break();
        using var next = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        await PassTimeUntilAsync(time, () => first.Completion.IsCompleted);

        (await Should.ThrowAsync<StoreException>(first.Completion)).Message.ShouldContain("another instance");
        next.IsHeld().ShouldBeTrue();
    }

    [Fact]
    public void A_holder_that_is_not_heard_of_is_put_out_of_its_place()
    {
        using var stopped = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        using var other = PostgresLease.TryTake(_options with { Schema = PostgresServer.NewSchema() }, LeaseKind.Active).ShouldNotBeNull();
        PostgresLease.EndSilentHolder(TimeSpan.FromHours(1), _options, LeaseKind.Active).ShouldBeFalse();

        PostgresLease.EndSilentHolder(TimeSpan.Zero, _options, LeaseKind.Active).ShouldBeTrue();

        using var next = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        stopped.IsHeld().ShouldBeFalse();
        other.IsHeld().ShouldBeTrue();
    }

    [Fact]
    public async Task A_service_whose_connections_break_goes_on_by_itself()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        (await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"))).Status.ShouldBe(202);

        var writer = service.Service.Engine.Store.ShouldBeOfType<PostgresStore>().WriterProcess;
        PostgresServer.Value($"SELECT pg_terminate_backend({writer}, 10000)").ShouldBe(true);
        Break();
        var answer = service.SendAsync(Sent.Invoice("e-2", "C-1", "I-2"));
        await service.PassTimeUntilAsync(TimeSpan.FromMilliseconds(100), answer);

        (await answer).Status.ShouldBe(202);
        service.Service.Failure.IsCompleted.ShouldBeFalse();
        service.Service.Engine.StateOf("C-1")!.Ledger.Totals.Debits.ShouldBe(24_000);
    }

    [Fact]
    public async Task A_start_that_is_given_up_while_standing_by_ends()
    {
        using var active = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        var waiting = HeldLease.WaitAsync(_options, LeaseKind.Active, TimeProvider.System, NullLogger.Instance, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting.WaitAsync(HostHarness.Patience));
    }

    [Fact]
    public void Schemas_have_a_lease_each()
    {
        using var one = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        using var other = PostgresLease.TryTake(_options with { Schema = PostgresServer.NewSchema() }, LeaseKind.Active).ShouldNotBeNull();

        one.IsHeld().ShouldBeTrue();
        other.IsHeld().ShouldBeTrue();
    }

    [Fact]
    public void Members_of_a_cluster_share_a_lease_that_keeps_an_active_instance_out()
    {
        using (var one = PostgresLease.TryTake(_options, LeaseKind.Member).ShouldNotBeNull())
        {
            using var other = PostgresLease.TryTake(_options, LeaseKind.Member).ShouldNotBeNull();
            PostgresLease.TryTake(_options, LeaseKind.Active).ShouldBeNull();
        }

        using var active = PostgresLease.TryTake(_options, LeaseKind.Active).ShouldNotBeNull();
        PostgresLease.TryTake(_options, LeaseKind.Member).ShouldBeNull();
    }

    [Fact]
    public void One_member_publishes()
    {
        using var member = PostgresLease.TryTake(_options, LeaseKind.Member).ShouldNotBeNull();
        using var publishing = PostgresLease.TryTake(_options, LeaseKind.Relay).ShouldNotBeNull();

        PostgresLease.TryTake(_options, LeaseKind.Relay).ShouldBeNull();
    }

    private ServiceSettings Settings(ServiceSettings settings) => settings with { Postgres = _options };

    // The looks are on the test's clock, what they find on the server's.
    private static async Task PassTimeUntilAsync(ManualTime time, Func<bool> hasHappened)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!hasHappened())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(HostHarness.Patience);
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private void Break() => PostgresServer.Run(
        $"SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid::int = hashtext('{_options.Schema}')");

    private object? Holder() => PostgresServer.Value(
        $"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid::int = hashtext('{_options.Schema}')");
}
