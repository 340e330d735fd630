using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Tests.Domain.Account;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>Time acts on accounts of which no record tells.</summary>
public class SweepTests(ITestOutputHelper output) : HostTests
{
    [Theory]
    [InlineData(null, "2017-01-22T00:00:00Z")]
    [InlineData("Europe/Berlin", "2017-01-21T23:00:00Z")]
    [InlineData("America/New_York", "2017-01-22T05:00:00Z")]
    public async Task An_idle_account_that_passes_its_due_date_is_warned_as_of_the_start_of_its_own_day(string? zone, string raisedAt)
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Register("A", 0, zone), Sent.Invoice("A", 1, "I1", "10.00", 20));

        await harness.Host.SweepAsync(AccountStory.At(40));

        var warning = harness.Store.Effects(0, 1, "A").ShouldHaveSingleItem();
        warning.At.ToString().ShouldBe(raisedAt);
        StoreContents.Text(warning.Body).ShouldContain($"\"raisedAt\":\"{raisedAt}\"");
    }

    [Fact]
    public async Task Time_acts_no_further_than_the_sweep_is_told()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));

        (await harness.Host.SweepAsync(AccountStory.At(20.999))).ShouldBe(0);
        harness.Store.Counts().Effects.ShouldBe(0);

        (await harness.Host.SweepAsync(AccountStory.At(21))).ShouldBe(1);
        harness.Store.Counts().Effects.ShouldBe(1);
    }

    [Fact]
    public async Task A_sweep_is_over_when_its_warnings_are_durable()
    {
        await using var harness = await StartAsync(new HostOptions { AccountsPerSweep = 3, Loops = 2 });
        await harness.Applied(Enumerable.Range(1, 20).Select(number => Sent.Invoice($"A{number}", 1, "I1", "10.00", 20)));

        var looked = await harness.Host.SweepAsync(AccountStory.At(21));

        looked.ShouldBe(20);
        harness.Store.Counts().Effects.ShouldBe(20);
        harness.Store.DueUpTo(AccountStory.At(21), 100).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_row_tells_when_the_account_must_be_looked_at()
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20));
        harness.StoredWake("A").ShouldBe(AccountStory.At(21));

        // An earlier wake is told at once ...
        await harness.Applied(Sent.Invoice("A", 2, "I2", "10.00", 10));
        harness.StoredWake("A").ShouldBe(AccountStory.At(11));

        // ... a later one is not: waking too early does no harm, and each change of the column costs an index.
        await harness.Applied(Sent.Pay("A", 3, "P1", "10.00"));
        harness.Stored("A").ShouldNotBeNull().WakeAt.ShouldBe(AccountStory.At(21));
        harness.StoredWake("A").ShouldBe(AccountStory.At(11));
    }

    [Theory]
    [InlineData("10.00", 21.0)]
    [InlineData("20.00", null)]
    public async Task A_sweep_that_comes_too_early_puts_the_row_right(string paid, double? wake)
    {
        await using var harness = await StartAsync();
        await harness.Applied(Sent.Invoice("A", 1, "I1", "10.00", 20), Sent.Invoice("A", 2, "I2", "10.00", 10));
        await harness.Applied(Sent.Pay("A", 3, "P1", paid));
        harness.StoredWake("A").ShouldBe(AccountStory.At(11));

        (await harness.Host.SweepAsync(AccountStory.At(15))).ShouldBe(1);

        Instant? expected = wake is { } day ? AccountStory.At(day) : null;
        harness.StoredWake("A").ShouldBe(expected);
        var writes = harness.Writer.Batches.Count;
        (await harness.Host.SweepAsync(AccountStory.At(16))).ShouldBe(0);
        harness.Writer.Batches.Count.ShouldBe(writes);
    }

    [Fact]
    public async Task Accounts_that_are_looked_at_too_early_do_not_hold_up_a_sweep_in_small_pieces()
    {
        await using var harness = await StartAsync(new HostOptions { AccountsPerSweep = 2 });
        await harness.Applied(Enumerable.Range(1, 9).Select(number => Sent.Invoice($"A{number}", 1, "I1", "10.00", 20)));
        await harness.Applied(Enumerable.Range(1, 9).Select(number => Sent.Pay($"A{number}", 2, "P1", "10.00")));
        await harness.Applied(Sent.Invoice("B", 1, "I1", "10.00", 30));

        (await harness.Host.SweepAsync(AccountStory.At(31)).WaitAsync(HostHarness.Patience)).ShouldBe(10);

        harness.Store.Counts().Effects.ShouldBe(1);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task A_sweep_in_many_small_steps_warns_as_one_big_step_does(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var small = await StartAsync(new HostOptions { Loops = 2, ResidentAccountsPerLoop = 5 });
        await using var big = await StartAsync();
        var records = Records(new Random(seed)).ToArray();
        await small.Applied(records);
        await big.Applied(records);

        for (var at = 31.0; at < 120; at += 0.37)
        {
            await small.Host.SweepAsync(AccountStory.At(at));
        }

        await small.Host.SweepAsync(AccountStory.At(120));
        await big.Host.SweepAsync(AccountStory.At(120));

        var warnings = Warnings(small);
        warnings.Length.ShouldBeGreaterThan(20);
        warnings.ShouldBe(Warnings(big));
        Letters(small).ShouldBe(Letters(big));
        StoreContents.ShouldBeWhole(small.Store, small.Codec);
        StoreContents.ShouldBeWhole(big.Store, big.Codec);
    }

    [Theory]
    [InlineData(13)]
    public async Task Records_that_find_a_swept_account_give_what_records_alone_give(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var swept = await StartAsync();
        await using var unswept = await StartAsync();
        foreach (var sent in Records(new Random(seed)).ToArray())
        {
            await swept.Applied(sent);
            await swept.Host.SweepAsync(sent.Event.Header.Time + Duration.FromHours(1));
            await unswept.Applied(sent);
        }

        await swept.Host.SweepAsync(AccountStory.At(120));
        await unswept.Host.SweepAsync(AccountStory.At(120));

        Warnings(swept).ShouldBe(Warnings(unswept));
    }

    /// <summary>Invoices, payments and reversals of ten accounts over thirty days, some of them orphans.</summary>
    private static IEnumerable<Sent> Records(Random random)
    {
        for (var number = 1; number <= 120; number++)
        {
            var at = number * 0.25;
            var account = $"A{random.Next(10)}";
            yield return random.Next(10) switch
            {
                < 5 => Sent.Invoice(account, at, $"I{number}", $"{random.Next(1, 50)}.00", (int)at + random.Next(1, 40)),
                < 9 => Sent.Pay(account, at, $"P{number}", $"{random.Next(1, 60)}.00"),
                _ => Sent.Reverse(account, at, $"P{random.Next(1, number + 5)}", $"R{number}"),
            };
        }
    }

    private static string[] Warnings(HostHarness harness) =>
    [
        .. harness.Store.Effects(0, int.MaxValue).OrderBy(effect => effect.Account, StringComparer.Ordinal).ThenBy(effect => effect.Number)
            .Select(effect => $"{effect.Account} {effect.Number} {effect.At} {Encoding.UTF8.GetString(effect.Body.Span)}"),
    ];

    private static string[] Letters(HostHarness harness) =>
        [.. harness.Letters().Select(letter => $"{letter.Account} {letter.At} {letter.Reason} {letter.EventId}").Order(StringComparer.Ordinal)];
}
