using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Large accounts: what has not changed is not written again, and nothing else is seen of that.</summary>
public class ArchiveTests(ITestOutputHelper output) : HostTests
{
    // So many that no account of a test has them.
    private const int None = 1_000_000;

    [Fact]
    public async Task An_ordinary_write_of_a_large_account_is_small_and_brings_no_archive()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Enumerable.Range(1, 500).SelectMany(number => new[]
        {
            Sent.Invoice("A", 1 + (number * 0.001), $"I{number}", "10.00", 30), Sent.Pay("A", 1.0005 + (number * 0.001), $"P{number}", "1.00"),
        }));
        harness.Store.Load(["A"])[0]!.Archive.Length.ShouldBeGreaterThan(20_000);
        harness.Writer.Batches.Clear();

        for (var number = 501; number <= 600; number++)
        {
            await harness.Applied(Sent.Invoice("A", 2 + (number * 0.001), $"I{number}", "10.00", 30));
        }

        var writes = harness.Writer.Batches.SelectMany(batch => batch.Accounts).ToList();
        output.WriteLine($"{writes.Average(write => write.State.Length):0} bytes on average, {writes.Count(write => write.Archive is not null)} archives in {writes.Count} writes");
        writes.Count.ShouldBe(100);
        writes.Average(write => write.State.Length).ShouldBeLessThan(2048);
        writes.Count(write => write.Archive is not null).ShouldBeLessThanOrEqualTo(4);
        harness.Stored("A")!.Ledger.Items.Length.ShouldBe(600);
    }

    [Fact]
    public async Task An_account_that_becomes_small_loses_its_archive()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Enumerable.Range(1, 40).Select(number => Sent.Invoice("A", 1 + (number * 0.001), $"I{number}", "1.00", 3)));
        await harness.Applied(Sent.Pay("A", 2, "P", "40.00"));
        harness.Store.Load(["A"])[0]!.Archive.IsEmpty.ShouldBeFalse();

        await harness.Applied(Sent.Beat("A", 200, "beat"));

        harness.Stored("A")!.Ledger.Items.ShouldBeEmpty();
        harness.Store.Load(["A"])[0]!.Archive.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(31, ArchiveRule.UsualLeastParts, 1)]
    [InlineData(32, 1, 1)]
    [InlineData(33, 4, 1000)]
    public async Task Archives_are_seen_in_no_result_however_accounts_are_packed_and_give_way(int seed, int leastParts, int ready)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed);
        await using var archiving = await StartAsync(
            new HostOptions { LeastArchivedParts = leastParts, ReadyAccountsPerLoop = ready, ResidentAccountsPerLoop = 4, RecordsPerTurn = 3, UndurableRecordsPerLoop = 6 });
        await using var whole = await StartAsync(new HostOptions { LeastArchivedParts = None });

        await Run(archiving, records);
        await Run(whole, records);

        var writes = archiving.Writer.Batches.SelectMany(batch => batch.Accounts).ToList();
        output.WriteLine($"{writes.Count(write => write.Archive is not null)} archives in {writes.Count} writes, {archiving.Reader.Loads} loads");
        writes.Count(write => write.Archive is not null).ShouldBeGreaterThan(5);
        whole.Writer.Batches.SelectMany(batch => batch.Accounts).ShouldAllBe(write => write.Archive == null);
        StoreContents.ShouldBeSame(archiving.Store, whole.Store);
        StoreContents.ShouldBeWhole(archiving.Store, archiving.Codec);
    }

    [Theory]
    [InlineData(41, false)]
    [InlineData(42, true)]
    public async Task After_a_write_that_was_lost_row_and_archive_fit_together(int seed, bool isWritten)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed);
        await using var losing = await StartAsync(new HostOptions { LeastArchivedParts = 2, RecordsPerTurn = 3, UndurableRecordsPerLoop = 6 });
        await using var whole = await StartAsync(new HostOptions { LeastArchivedParts = None });
        var commits = 0;
        Exception? Fail(CommitBatch _) => ++commits % 4 == 0 ? new StoreException("the disk is silent", null, StoreFailure.UnknownOutcome) : null;
        losing.Writer.Failure = isWritten ? _ => null : Fail;
        losing.Writer.FailureAfter = isWritten ? Fail : _ => null;

        await Run(losing, records);
        losing.Writer.Failure = losing.Writer.FailureAfter = _ => null;
        await Run(whole, records);

        losing.Committer.Statistics.Lost.ShouldBeGreaterThan(0);
        StoreContents.ShouldBeSame(losing.Store, whole.Store);
        StoreContents.ShouldBeWhole(losing.Store, losing.Codec);
    }

    [Fact]
    public async Task The_state_in_a_dead_letter_stands_for_itself()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Enumerable.Range(1, 100).Select(number => Sent.Invoice("A", 1 + (number * 0.001), $"I{number}", "10.00", 30)));
        await harness.Applied(Sent.Invoice("A", 1.2, "huge", "90000000000000000", 30));
        var before = StateCodec.Encode(harness.Stored("A")!);

        (await harness.Send(Sent.Invoice("A", 1.3, "too-much", "90000000000000000", 30))).Reason.ShouldBe(RefusalCodes.Indigestible);

        harness.Letters().ShouldHaveSingleItem().State.ToArray().ShouldBe(before);
        harness.Store.Load(["A"])[0]!.State.Length.ShouldBeLessThan(before.Length);
    }

    [Fact]
    public async Task A_row_whose_archive_is_missing_stops_the_process()
    {
        await using var harness = await StartAsync(new HostOptions { ResidentAccountsPerLoop = 1 });
        await harness.Applied(Enumerable.Range(1, 40).Select(number => Sent.Invoice("A", 1 + (number * 0.001), $"I{number}", "10.00", 30)));
        await harness.ForgetAsync("A");
        harness.Reader.Damage = row => row with { Archive = default };
        await harness.Submit(Sent.Beat("A", 2, "last"), new Told());

        (await Should.ThrowAsync<StateCodecException>(() => harness.Host.Failure.WaitAsync(HostHarness.Patience))).Message.ShouldStartWith("the state of account A needs the archive");
    }

    private static async Task Run(HostHarness harness, IReadOnlyList<Sent> records)
    {
        await Task.WhenAll(records.Select((sent, offset) => harness.Send(sent, offset)).ToArray());
        await harness.Host.SweepAsync(AccountStory.At(300));
    }

    /// <summary>A few accounts that get large; then chance bills, pays, returns and cancels, until old things are forgotten.</summary>
    private static List<Sent> Records(int seed)
    {
        const int accounts = 8;
        var random = new Random(seed);
        var records = new List<Sent>();
        for (var number = 0; number < accounts * 120; number++)
        {
            var (account, at) = ($"A{random.Next(accounts)}", 1 + (number * 0.15));
            records.Add(random.Next(9) switch
            {
                0 => Sent.Reverse(account, at, $"P{random.Next(number + 1)}", id: $"R{number}"),
                1 => Sent.Cancel(account, at, $"N{random.Next(number + 1)}", id: $"C{number}"),
                2 or 3 or 4 => Sent.Pay(account, at, $"P{number}", $"{random.Next(1, 25)}.00"),
                _ => Sent.Invoice(account, at, $"N{number}", "7.50", (int)at + random.Next(40)),
            });
        }

        return records;
    }
}
