using System.Diagnostics;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Bench;

/// <summary>The whole pipeline on the embedded store: bytes are decoded, applied and made durable; accounts are drawn at random.</summary>
internal static class EmbeddedBench
{
    private const int Timed = 400_000;

    /// <summary>On SQLite.</summary>
    public static async IAsyncEnumerable<Measurement> Run(int accounts)
    {
        var folder = Directory.CreateTempSubdirectory("creditrisk-bench-").FullName;
        try
        {
            double store;
            using (var alone = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = Path.Combine(folder, "store") }))
            {
                var bench = new StoreBench(accounts);
                bench.Fill(alone);
                store = bench.InBatches(alone);
            }

            var name = accounts >= 1_000_000 ? "embedded-1m" : "embedded";
            var settings = new EngineSettings { Store = new SqliteStoreOptions { DataDirectory = Path.Combine(folder, "embedded") } };
            await foreach (var measured in Run(name, settings, accounts, store, accounts >= 1_000_000 ? 15_000 : 40_000))
            {
                yield return measured;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async IAsyncEnumerable<Measurement> Run(string name, EngineSettings settings, int accounts, double store, double? limit)
    {
        yield return new Measurement($"{name}-store-alone", store, "account writes/s");
        settings = settings with { Host = new HostOptions { ResidentAccountsPerLoop = accounts } };
        await using var engine = Engine.Start(RuleFiles.Shipped.Load(), settings);
        var sender = new Sender(engine);
        await sender.SendAsync(Enumerable.Range(0, accounts).Select(account => BenchLines.Opening(account)));
        var random = new Random(1);
        // Made beforehand: a service gets its bytes from elsewhere.
        var lines = Enumerable.Range(0, Timed).Select(number => BenchLines.Next(random.Next(accounts), number)).ToArray();
        var rate = await sender.SendAsync(lines);
        yield return new Measurement(name, rate, "durable events/s", store, limit, rate / store);
        yield return new Measurement($"{name}-p50", sender.Latency.Quantile(0.5) ?? 0, "ms from append to durable, saturated");
        yield return new Measurement($"{name}-p99", sender.Latency.Quantile(0.99) ?? 0, "ms from append to durable, saturated");
        var idle = await sender.OneByOneAsync(Enumerable.Range(0, 500).Select(number => BenchLines.Next(random.Next(accounts), Timed + number)));
        yield return new Measurement($"{name}-idle-p50", idle, "ms from append to durable, one at a time");
    }

    /// <summary>Decodes and submits lines, and counts what became durable.</summary>
    private sealed class Sender(Engine engine) : IRecordObserver
    {
        private readonly EventDecoder _decoder = new();
        private long _token;
        private TaskCompletionSource? _one;

        public LatencySample Latency { get; private set; } = new(TimeProvider.System);

        public async Task<double> SendAsync(IEnumerable<byte[]> lines)
        {
            Latency = new LatencySample(TimeProvider.System);
            var begun = Stopwatch.GetTimestamp();
            var first = _token;
            foreach (var line in lines)
            {
                await SubmitAsync(line);
            }

            await engine.Host.DrainAsync();
            return (_token - first) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }

        public async Task<double> OneByOneAsync(IEnumerable<byte[]> lines)
        {
            var times = new List<double>();
            foreach (var line in lines)
            {
                var begun = Stopwatch.GetTimestamp();
                _one = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await SubmitAsync(line);
                await _one.Task;
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return BenchInput.Median([.. times]);
        }

        public void OnDurable(in RecordResult result)
        {
            if (result.Outcome != Outcome.Applied)
            {
                throw new InvalidOperationException($"record {result.Token}: {result.Outcome}: {result.Message}");
            }

            Latency.End(result.Token);
            _one?.TrySetResult();
        }

        private ValueTask SubmitAsync(byte[] line)
        {
            var decoded = _decoder.Decode(line).Event ?? throw new InvalidOperationException("a line of the benchmark was refused");
            var token = _token++;
            Latency.Begin(token);
            return engine.Host.SubmitAsync(new InputRecord(decoded, new SourceRecord(null, decoded.Header.Time, line, default), this, token));
        }
    }
}
