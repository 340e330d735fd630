using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Oracle;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Wallets of generated prepaid accounts, which use, top up and are corrected within the 30 days for which usage is kept.</summary>
public sealed class PrepaidTests(ITestOutputHelper output)
{
    private const int Days = 150, LatestDays = 20;
    private static readonly Instant Start = Instant.FromUtc(2027, 1, 1, 0, 0);
    private static readonly Currency Euro = Currency.Of("EUR");

    [Fact]
    public void A_wallet_is_what_was_paid_less_what_was_used_at_every_step_and_the_account_stays_small() => Seeds.ForEach(output, 60, seed =>
    {
        var used = new Dictionary<string, long>();
        long paid = 0;
        AccountRun.Through(PropertyRules.Varied(reversalDays: 30), Generate(seed), run =>
        {
            switch (run.Applied[^1].Event)
            {
                case PaymentReceived payment:
                    paid += payment.Sum.Minor;
                    break;
                case UsageRecorded recorded:
                    used[recorded.UsageId] = recorded.Value!.Value.Minor;
                    break;
                case UsageRerated rerated:
                    used[rerated.UsageId] = rerated.Value.Minor;
                    break;
                case UsageCancelled cancelled:
                    used[cancelled.UsageId] = 0;
                    break;
            }

            run.Refused.ShouldBe(0);
            run.Figures.Wallet.ShouldBe(paid - used.Values.Sum());
            run.State.Usage.Count.ShouldBeLessThanOrEqualTo((30 + 1) * 3);
        }).State.Wallet.Consumed.ShouldBeGreaterThan(0);
    });

    [Fact]
    public void Warnings_and_state_are_the_same_bytes_whenever_time_is_let_pass() => Seeds.ForEach(output, 60, seed =>
    {
        var (rules, history) = (PropertyRules.Changing(reversalDays: 30, Start), Generate(seed));
        var whole = AccountRun.Through(rules, history);
        var swept = new AccountRun(rules);
        var random = new Random(seed);
        foreach (var record in history.Records)
        {
            if (swept.IsOpened && random.Next(2) == 0)
            {
                swept.RoundTrip();
                swept.Advance(record.LoggedAt - Duration.FromMinutes(random.Next(600)));
            }

            swept.Apply(record);
        }

        swept.Advance(history.End);
        Differences.First(swept.Sent(), whole.Sent()).ShouldBeNull("warnings");
        Rederivation.DifferingParts(swept.State, whole.State).ShouldBeEmpty();
    });

    /// <summary>A generated account of some months, part of whose top-ups are heard of days later.</summary>
    /// <param name="seed">The same seed gives the same records.</param>
    internal static AccountHistory Generate(int seed)
    {
        var random = new Random(seed);
        var records = new List<TimedRecord>();
        var ids = 0;
        EventHeader Header(Instant time) => new("meter", $"e{++ids}", "account", time);
        void Log(AccountEvent e, int days = 0) => records.Add(new TimedRecord(e, e.Header.Time + Duration.FromDays(days) + Duration.FromSeconds(1)));
        Log(new CustomerStated(Header(Start), Registers: true, Currency: Euro, Terms: Terms.Prepaid));
        for (var day = 0; day < Days; day++)
        {
            var morning = Start + Duration.FromDays(day);
            for (var times = random.Next(4); times > 0; times--)
            {
                var (id, end) = ($"U{++ids}", morning + Duration.FromMinutes(random.Next(1, 1_400)));
                Log(new UsageRecorded(Header(end), id, "electricity", null, new Amount(1, 0), "kWh", morning, end, new Cash(random.Next(1, 500), Euro), Estimated: false));
                var later = end + Duration.FromMinutes(random.Next(1, LatestDays * 1_440));
                if (random.Next(8) == 0)
                {
                    Log(random.Next(2) == 0 ? new UsageCancelled(Header(later), id) : new UsageRerated(Header(later), id, new Cash(random.Next(500), Euro)));
                }
            }

            if (random.Next(10) == 0)
            {
                Log(new PaymentReceived(Header(morning + Duration.FromHours(random.Next(24))), $"P{++ids}", new Cash(random.Next(1, 8_000), Euro), "cash", ImmutableArray<Allocation>.Empty, PaidOn: null), days: Math.Max(0, random.Next(-5, 4)));
            }
        }

        return new AccountHistory(seed, [.. records.OrderBy(record => record.LoggedAt)], Start + Duration.FromDays(Days + LatestDays + 1));
    }
}
