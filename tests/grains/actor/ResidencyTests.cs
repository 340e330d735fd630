using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>How many accounts are in memory, and how many loops share them, is seen in no result.</summary>
public sealed class ResidencyTests(ITestOutputHelper output) : HostTests
{
    private const int Accounts = 1000;

    [Theory]
    [InlineData(21)]
    public async Task Accounts_that_give_way_and_come_back_lead_to_the_same_store(int seed)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed, Accounts);
        await using var few = await StartAsync(new HostOptions { ResidentAccountsPerLoop = 10, RecordsPerTurn = 64 });
        await using var all = await StartAsync();

        await Run(few, records);
        await Run(all, records);

        // An account that was used gets a second chance: a few turns more, and it has gone too.
        for (var turn = 0; turn < 4; turn++)
        {
            await few.Host.DrainAsync();
        }

        few.Host.Resident.ShouldBeLessThanOrEqualTo(10);
        all.Host.Resident.ShouldBe(Accounts);
        all.Reader.Loads.ShouldBe(Accounts);
        few.Reader.Loads.ShouldBeGreaterThan(Accounts + (Accounts / 4));
        StoreContents.ShouldBeSame(few.Store, all.Store);
        StoreContents.ShouldBeWhole(few.Store, few.Codec);
    }

    [Theory]
    [InlineData(24)]
    public async Task Accounts_that_are_packed_and_used_again_lead_to_the_same_store(int seed)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed, Accounts);
        await using var packing = await StartAsync(new HostOptions { ReadyAccountsPerLoop = 10, RecordsPerTurn = 64 });
        await using var ready = await StartAsync();

        await Run(packing, records);
        await Run(ready, records);
        for (var turn = 0; turn < 4; turn++)
        {
            await packing.Host.DrainAsync();
        }

        packing.Host.Resident.ShouldBe(Accounts);
        packing.Host.Packed.ShouldBeGreaterThanOrEqualTo(Accounts - 10);
        packing.Reader.Loads.ShouldBe(Accounts);
        ready.Host.Packed.ShouldBe(0);
        StoreContents.ShouldBeSame(packing.Store, ready.Store);
        StoreContents.ShouldBeWhole(packing.Store, packing.Codec);
    }

    [Fact]
    public async Task Packed_accounts_give_way_before_ready_ones()
    {
        await using var harness = await StartAsync(new HostOptions { ResidentAccountsPerLoop = 3, ReadyAccountsPerLoop = 1 });
        foreach (var account in new[] { "A", "B", "C", "D", "A" })
        {
            await harness.Applied(Sent.Beat(account, 1, Guid.NewGuid().ToString()));
            // An account that was used gets a second chance, and is packed at the next look.
            await harness.Host.DrainAsync();
            await harness.Host.DrainAsync();
        }

        harness.Host.Resident.ShouldBe(3);
        harness.Host.Packed.ShouldBe(2);
        harness.Reader.Loads.ShouldBe(5);
    }

    [Theory]
    [InlineData(22)]
    public async Task Several_loops_lead_to_the_same_store_as_one(int seed)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed, accounts: 300);
        await using var several = await StartAsync(new HostOptions { Loops = 5, RecordsPerTurn = 7 });
        await using var one = await StartAsync();

        await Run(several, records);
        await Run(one, records);

        StoreContents.ShouldBeSame(several.Store, one.Store);
    }

    [Theory]
    [InlineData(23)]
    public async Task A_host_that_is_stopped_and_started_goes_on_where_it_was(int seed)
    {
        output.WriteLine($"seed {seed}");
        var records = Records(seed, accounts: 300);
        await using var stopped = await StartAsync();
        await using var whole = await StartAsync();
        await Run(whole, records);

        await Task.WhenAll(records.Take(records.Count / 2).Select((sent, offset) => stopped.Send(sent, offset)).ToArray());
        await stopped.Host.DisposeAsync();
        await using (var next = new InProcessHost(stopped.Rules, stopped.Store, stopped.Committer, new HostOptions(), 2, TimeProvider.System))
        {
            // The source begins again at its beginning: positions tell what was taken in.
            foreach (var (sent, offset) in records.Select((sent, offset) => (sent, offset)))
            {
                await next.SubmitAsync(new InputRecord(
                    sent.Event, new SourceRecord(HostHarness.At(offset), sent.Event.Header.Time, sent.Body, default), new Told(), offset));
            }

            await next.SweepAsync(AccountStory.At(60));
        }

        StoreContents.ShouldBeSame(stopped.Store, whole.Store);
    }

    private static async Task Run(HostHarness harness, IEnumerable<Sent> records)
    {
        var told = records.Select((sent, offset) => harness.Send(sent, offset)).ToArray();
        await Task.WhenAll(told);
        await harness.Host.SweepAsync(AccountStory.At(60));
    }

    /// <summary>Every account is billed; then chance pays, returns, repeats and reuses ids.</summary>
    private static List<Sent> Records(int seed, int accounts)
    {
        var random = new Random(seed);
        var records = Enumerable.Range(0, accounts).Select(account => Sent.Invoice($"A{account}", 0.5 + (account * 0.0001), $"I{account}", "10.00", 20)).ToList();
        for (var number = 0; number < accounts * 3 / 2; number++)
        {
            var chosen = random.Next(accounts);
            var (account, at) = ($"A{chosen}", 1 + (number * 0.02));
            records.Add(random.Next(8) switch
            {
                0 => records[random.Next(records.Count)],
                1 => Sent.Invoice(account, at, $"I{chosen}", "10.00", 30, id: $"again-{number}"),
                2 => Sent.Reverse(account, at, $"P{random.Next(number + 1)}", id: $"R{number}"),
                3 => Sent.Invoice(account, at, $"N{number}", "7.50", 25),
                _ => Sent.Pay(account, at, $"P{number}", $"{random.Next(1, 12)}.00"),
            });
        }

        return records;
    }
}
