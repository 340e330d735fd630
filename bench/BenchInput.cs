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

    /// <summary>An account's event of a round: a bill, a usage record, then the bill's payment; a month takes three rounds.</summary>
    public static AccountEvent Event(int number, int round)
    {
        var account = $"bench-{number:D7}";
        var month = round / 3;
        var time = Start + Duration.FromDays(month * 30) + Duration.FromMinutes(number % 1440);
        var day = CivilDate.Of(2026, 1, 1).Plus(month * 30);
        var id = $"{account}-{round:D4}";
        return (round % 3) switch
        {
            0 => new ItemCharged(
                new EventHeader("/billing", id, account, time), $"I{round:D6}", ItemKind.Invoice, new Cash(10_000 + round, Euro), day, day.Plus(14), null, default),
            1 => new UsageRecorded(
                new EventHeader("/metering", id, account, time + Duration.FromDays(5)), $"U{round:D6}", "electricity", null, new Amount(10, 0), "kWh", time, time + Duration.FromDays(1), new Cash(300, Euro), false),
            _ => new PaymentReceived(
                new EventHeader("/payments", id, account, time + Duration.FromDays(13)), $"P{round:D6}", new Cash(10_000 + round - 2, Euro), "transfer", [], null),
        };
    }

    private static Currency Euro { get; } = Currency.Of("EUR");

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
