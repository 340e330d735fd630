using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Kafka;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Acceptance;
using NodaTime;

namespace CreditRisk.Tests.Chaos;

/// <summary>The same input without Kafka, without PostgreSQL and without any trouble, in this process: what must come out.</summary>
internal static class UninterruptedRun
{
    /// <summary>Takes everything in and lets time pass up to an instant.</summary>
    public static async Task<ServiceImage> Of(ChaosInput input, AccountRules rules, Instant at)
    {
        using var folder = new TempFolder();
        await using var engine = Engine.Start(rules, new EngineSettings { Store = new SqliteStoreOptions { DataDirectory = folder.Path } });
        using var metrics = new PipelineMetrics(TimeProvider.System);
        var ingest = new KafkaIngest(engine, DecoderLimits.Default, metrics);
        var left = input.Count;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var record in input.Records())
        {
            await ingest.TakeAsync(
                record,
                () =>
                {
                    if (Interlocked.Decrement(ref left) == 0)
                    {
                        all.SetResult();
                    }
                },
                CancellationToken.None);
        }

        await all.Task;
        _ = await engine.Host.SweepAsync(at);
        return ServiceImage.Of(engine.Reader, rules, at);
    }
}
