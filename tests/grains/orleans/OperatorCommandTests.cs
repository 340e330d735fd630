using CreditRisk.Actor;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Commit;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using Orleans;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>A person decides on what he sees.</summary>
public sealed class OperatorCommandTests : IAsyncLifetime
{
    private IGrainFactory? _grains;
    private HostHarness? _harness;

    private HostHarness Harness => _harness!;

    public async Task InitializeAsync() => _harness = await HostHarness.StartAsync((harness, options) => TestSilo.StartAsync(harness, options, grains => _grains = grains), null, null, null);

    public Task DisposeAsync() => Harness.DisposeAsync().AsTask();

    [Fact]
    public async Task A_command_on_an_account_as_it_was_seen_has_its_effect()
    {
        await Harness.Applied(Sent.Invoice("A", 1, "I1", "100", 10));
        var seen = await View();

        var answer = await Give(Sent.Invoice("A", 2, "I2", "50", 12), seen);

        answer.Answer!.Value.Outcome.ShouldBe((byte)Outcome.Applied);
        Harness.Receivable("A").ShouldBe(15_000);
        (await View()).ShouldBeGreaterThan(seen);
    }

    [Fact]
    public async Task A_command_on_an_account_that_has_changed_since_does_nothing()
    {
        await Harness.Applied(Sent.Invoice("A", 1, "I1", "100", 10));
        var seen = await View();
        await Harness.Applied(Sent.Invoice("A", 2, "I2", "30", 11));

        var answer = await Give(Sent.Invoice("A", 3, "I3", "50", 12), seen);

        answer.Answer.ShouldBeNull();
        Harness.Receivable("A").ShouldBe(13_000);
    }

    [Fact]
    public async Task A_command_while_something_else_is_being_written_does_nothing()
    {
        await Harness.Applied(Sent.Invoice("A", 1, "I1", "100", 10));
        var seen = await View();
        Harness.Writer.Hold();
        var other = Harness.Send(Sent.Invoice("A", 2, "I2", "30", 11));
        Harness.Writer.WaitForBatch();

        (await Give(Sent.Invoice("A", 3, "I3", "50", 12), seen)).Answer.ShouldBeNull();

        Harness.Writer.Go();
        (await other).Outcome.ShouldBe(Outcome.Applied);
        Harness.Receivable("A").ShouldBe(13_000);
    }

    [Fact]
    public async Task A_command_whose_write_finds_that_another_owner_was_quicker_does_nothing()
    {
        await Harness.Applied(Sent.Invoice("A", 1, "I1", "100", 10));
        var seen = await View();
        await using (var committer = new GroupCommitter([Harness.Store], new GroupCommitterOptions(), TimeProvider.System))
        {
            await using var other = new InProcessHost(Harness.Rules, Harness.Store, committer, new HostOptions(), 2, TimeProvider.System);
            var sent = Sent.Invoice("A", 2, "I2", "30", 11);
            await other.SubmitAsync(new InputRecord(sent.Event, new SourceRecord(null, sent.Event.Header.Time, sent.Body, default), new Told(), 0));
        }

        // The grain still has the account as it was.
        (await Give(Sent.Invoice("A", 3, "I3", "50", 12), seen)).Answer.ShouldBeNull();

        Harness.Receivable("A").ShouldBe(13_000);
        await Harness.Applied(Sent.Pay("A", 4, "P1", "30"));
        Harness.Receivable("A").ShouldBe(10_000);
    }

    [Fact]
    public async Task Of_two_commands_on_the_same_picture_one_has_its_effect()
    {
        await Harness.Applied(Sent.Invoice("A", 1, "I1", "100", 10));
        var seen = await View();

        var answers = await Task.WhenAll(Give(Sent.Invoice("A", 2, "I2", "50", 12), seen), Give(Sent.Invoice("A", 2, "I3", "70", 12), seen));

        answers.Count(answer => answer.Answer is not null).ShouldBe(1);
        Harness.Receivable("A").ShouldBeOneOf(15_000, 17_000);
    }

    [Fact]
    public async Task The_first_command_may_open_an_account()
    {
        (await Give(Sent.Invoice("A", 1, "I1", "100", 10), 0)).Answer.ShouldNotBeNull();

        Harness.Receivable("A").ShouldBe(10_000);
    }

    private ICustomerGrain Grain => _grains!.GetGrain<ICustomerGrain>("A");

    private async Task<long> View() => (await Grain.View())!.Version;

    private Task<CommandAnswer> Give(Sent sent, long seen) => Grain.Command(new OperatorCommand
    {
        Record = new EncodedRecord { LoggedAt = sent.Event.Header.Time.ToUnixTimeTicks(), Body = sent.Body },
        SeenVersion = seen,
    });
}
