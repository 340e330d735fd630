using CreditRisk.Ingest.CloudEvents;

namespace CreditRisk.Silo.Commands;

/// <summary>What was published of recorded events.</summary>
/// <param name="Published">Events that the brokers have acknowledged.</param>
/// <param name="Unreadable">Lines that are no events, and were left out: no account, and so no place in an order, is known of them.</param>
/// <param name="FirstUnreadable">The first of them, and what is wrong with it; null where there is none.</param>
public sealed record KafkaReplayReport(long Published, long Unreadable, string? FirstUnreadable);

/// <summary>Publishes recorded events to the topics of their kinds, with their own time as the records'.</summary>
internal static class KafkaReplay
{
    private const int LinesPerLook = 1024;

    /// <summary>Publishes files in their order; returns when all is acknowledged.</summary>
    /// <param name="files">NDJSON files, plain or gzip.</param>
    /// <param name="sink">Publishes.</param>
    /// <param name="progress">Is told the file and the share of it that is read.</param>
    /// <param name="cancellation">Stops between two lines.</param>
    /// <exception cref="IOException">A file cannot be read, or an event was not acknowledged.</exception>
    public static async Task<KafkaReplayReport> RunAsync(IReadOnlyList<string> files, KafkaSink sink, Action<string, double> progress, CancellationToken cancellation)
    {
        var report = new KafkaReplayReport(0, 0, null);
        foreach (var file in files)
        {
            await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            var (lines, length) = (new NdjsonReader(source), Math.Max(1.0, source.Length));
            await foreach (var line in lines.ReadAllAsync(cancellation))
            {
                report = await sink.TryWriteAsync(line.Bytes, cancellation) is { } refusal
                    ? report with { Unreadable = report.Unreadable + 1, FirstUnreadable = report.FirstUnreadable ?? $"{file}, line {line.Number}: {refusal.Reason}: {refusal.Message}" }
                    : report with { Published = report.Published + 1 };
                if (line.Number % LinesPerLook == 0)
                {
                    progress(file, lines.SourceBytesRead / length);
                }
            }
        }

        await sink.FinishAsync(cancellation);
        return report;
    }
}
