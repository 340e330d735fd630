using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;

namespace CreditRisk.Bench;

/// <summary>What the benchmarks feed on.</summary>
internal static class BenchInput
{
    private const string RealName = "uci-credit-20k.events.ndjson.gz";

    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    /// <summary>The lines of the real input in memory.</summary>
    public static async Task<IReadOnlyList<byte[]>> RealLinesAsync()
    {
        await using var file = File.OpenRead(RealPath());
        var lines = new List<byte[]>();
        await foreach (var line in new NdjsonReader(file).ReadAllAsync())
        {
            lines.Add(line.Bytes.ToArray());
        }

        return lines;
    }

    /// <summary>An account's events, so many rounds: a bill, its payment (now and then late or none), a usage record between.</summary>
    public static AccountEvent[] Account(int number, int rounds)
    {
        var account = $"bench-{number:D7}";
        var currency = Currency.Of("EUR");
        var events = new AccountEvent[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var month = round / 3;
            var time = Start + Duration.FromDays(month * 30) + Duration.FromMinutes(number % 1440);
            var day = CivilDate.Of(2026, 1, 1).Plus(month * 30);
            var id = $"{account}-{round:D4}";
            events[round] = (round % 3) switch
            {
                0 => new ItemCharged(
                    new EventHeader("/billing", id, account, time), $"I{round:D6}", ItemKind.Invoice, new Cash(10_000 + round, currency), day, day.Plus(14), null, default),
                1 => new UsageRecorded(
                    new EventHeader("/metering", id, account, time + Duration.FromDays(5)), $"U{round:D6}", "electricity", null, new Amount(10, 0), "kWh", time, time + Duration.FromDays(1), new Cash(300, currency), false),
                _ => new PaymentReceived(
                    new EventHeader("/payments", id, account, time + Duration.FromDays(13)), $"P{round:D6}", new Cash(10_000 + round - 2, currency), "transfer", [], null),
            };
        }

        return events;
    }

    private static Instant Start { get; } = Instant.FromUtc(2026, 1, 1, 8, 0);

    private static string RealPath()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", RealName);
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"the real input {RealName} is looked for in shared/data beside the project, and is not there");
    }
}
