using System.Diagnostics;
using System.Text.Json;
using CreditRisk.Actor;
using CreditRisk.Bench.Broker;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Bench;

/// <summary>
/// The whole pipeline between Kafka and PostgreSQL, both on the same cores: against one transaction an event as the baseline, and against PostgreSQL's own rate for the same rows in
/// batches with nothing else running.
/// </summary>
internal static class BrokerBench
{
    private const int WarmUp = 100_000;
    private const int Timed = 200_000;
    private const int WarningPartitions = 16;
    private const int AfterAll = 2_000_000;
    private static readonly TimeSpan StartOfLoad = TimeSpan.FromSeconds(3);

    // Under and over what two cores serve best.
    private static readonly int[] SingleWriters = [8, 16, 32];

    public static async IAsyncEnumerable<Measurement> Run(int accounts)
    {
        PostgresServer.WaitsForDisk = true;
        var stores = new StoreBench(accounts);
        double alone;
        using (var store = PostgresStore.Open(Options($"alone_{accounts}")))
        {
            stores.Fill(store);
            alone = stores.InBatches(store);
        }

        var one = SingleWriters.Max(writers => OneByOne(stores, accounts, writers));
        yield return new Measurement($"one-by-one-{accounts}", one, "events/s, one transaction each, at its best concurrency");
        yield return new Measurement($"store-alone-{accounts}", alone, "account writes/s in batches, nothing else running");
        foreach (var drawn in new[] { new Accounts(accounts, false), new Accounts(accounts, true) })
        {
            await foreach (var measured in Run(drawn, one, alone))
            {
                yield return measured;
            }
        }
    }

    private static double OneByOne(StoreBench stores, int accounts, int writers)
    {
        var single = Enumerable.Range(0, writers).Select(writer => PostgresStore.Open(Options($"alone_{accounts}", writer))).ToArray();
        var rate = stores.OneByOne(single);
        foreach (var writer in single)
        {
            writer.Dispose();
        }

        return rate;
    }

    private static async IAsyncEnumerable<Measurement> Run(Accounts accounts, double one, double alone)
    {
        var business = new Business(accounts);
        using var broker = await BrokerProcess.StartAsync($"{EventProducer.Backlog}", $"{EventProducer.Stream}", $"{SteadyLoad.WarningTopic}:{WarningPartitions}");
        var postgres = Options($"pipeline_{accounts.Count}_{(accounts.IsSkewed ? 1 : 0)}");
        await using var bench = await BrokerPipeline.StartAsync(accounts, postgres, broker.Brokers);
        using (var producer = new EventProducer(broker.Brokers, EventProducer.Backlog, business))
        {
            for (var number = 0; number < WarmUp + Timed; number++)
            {
                producer.Append(mayWarn: false);
            }

            producer.Flush();
        }

        var name = $"pipeline-{accounts.Name}";
        var before = Uses(broker);
        var rows = bench.Rows;
        await bench.ReadAsync(WarmUp, Timed, () => (before, rows) = (Uses(broker), bench.Rows));
        var (elapsed, rate) = (bench.Elapsed, Timed / bench.Elapsed.TotalSeconds);
        yield return new Measurement(name, rate, "durable events/s", alone, null, rate / alone);
        yield return new Measurement($"{name}-of-one-by-one", rate / one, "times", null, 5);
        yield return new Measurement($"{name}-rows", (bench.Rows - rows) / elapsed.TotalSeconds, "account rows/s");
        foreach (var use in Uses(broker).Zip(before))
        {
            yield return new Measurement($"{name}-cpu-{use.First.Name}", (use.First.Use - use.Second.Use).CpuSeconds / elapsed.TotalSeconds, "cores, saturated");
        }

        PostgresServer.Run("CHECKPOINT");
        yield return new Measurement($"{name}-written", (Uses(broker)[1].Use - before[1].Use).BytesWritten / (double)Timed, "bytes to disk an event, by PostgreSQL");
        yield return new Measurement($"{name}-memory", Environment.WorkingSet / (double)accounts.Count, "bytes of the process an account, all resident");
        await foreach (var measured in LoadAsync(name, bench, broker, accounts, rate / 2))
        {
            yield return measured;
        }

        await bench.DisposeAsync();
        var first = await BrokerPipeline.TimeStartAsync(accounts, postgres, BenchLines.Bill(0, AfterAll, business.At(AfterAll)));
        yield return new Measurement($"{name}-start", first.TotalSeconds, "s from the start on a store that is there to the first durable event", null, 3);
    }

    private static async IAsyncEnumerable<Measurement> LoadAsync(
        string name, BrokerPipeline bench, BrokerProcess broker, Accounts accounts, double rate)
    {
        var plan = new LoadPlan(accounts, WarmUp + Timed, TimeProvider.System.GetUtcNow() + StartOfLoad, (int)rate);
        bench.Time(plan);
        var before = Uses(broker);
        var rows = bench.Rows;
        using var load = SteadyLoad.Start(broker.Brokers, plan);
        var report = JsonSerializer.Deserialize<LoadReport>(await load.StandardOutput.ReadToEndAsync())!;
        await load.WaitForExitAsync();
        foreach (var use in Uses(broker).Zip(before))
        {
            yield return new Measurement($"{name}-half-load-cpu-{use.First.Name}", (use.First.Use - use.Second.Use).CpuSeconds / LoadPlan.Seconds, "cores, half load");
        }

        yield return new Measurement($"{name}-half-load-rows", (bench.Rows - rows) / (double)LoadPlan.Seconds, "account rows/s");
        yield return new Measurement($"{name}-half-load", report.Sent / (double)LoadPlan.Seconds, "events/s, steady");
        yield return new Measurement($"{name}-warnings", bench.Published, "warnings published");
        foreach (var measured in Quantiles($"{name}-durable", "ms from append to durable, half load", bench.Times(), null)
            .Concat(Quantiles($"{name}-published", "ms from append to the warning's arrival, half load", [.. report.Published.Order()], 100)))
        {
            yield return measured;
        }
    }

    private static IEnumerable<Measurement> Quantiles(string name, string unit, double[] sorted, double? limit)
    {
        yield return new Measurement($"{name}-p50", At(0.5), unit);
        yield return new Measurement($"{name}-p99", At(0.99), unit, null, limit);
        yield return new Measurement($"{name}-p99.9", At(0.999), $"{unit} ({sorted.Length} timed)");

        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private static (string Name, ProcessUse Use)[] Uses(BrokerProcess broker) =>
        [("creditrisk", ProcessUse.Of(Environment.ProcessId)), ("postgres", ProcessUse.OfAll("postgres")), ("broker", ProcessUse.Of(broker.Id))];

    private static PostgresStoreOptions Options(string schema, int stripe = 0) => new() { ConnectionString = PostgresServer.ConnectionString, Schema = schema, Stripe = stripe };
}
