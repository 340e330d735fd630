using System.Diagnostics;
using System.Text.Json;
using CreditRisk.Ingest.CloudEvents;

namespace CreditRisk.Bench;

/// <summary>Decoding of the real input.</summary>
internal static class DecodeBench
{
    private const int Passes = 7;

    public static async IAsyncEnumerable<Measurement> Run()
    {
        var lines = await BenchInput.RealLinesAsync();
        var decoder = new EventDecoder();
        var scans = new double[Passes];
        var decodes = new double[Passes];
        long allocated = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            scans[pass] = Rate(lines, Scan);
            var before = GC.GetAllocatedBytesForCurrentThread();
            decodes[pass] = Rate(lines, line =>
            {
                if (!decoder.Decode(line).IsEvent)
                {
                    throw new InvalidOperationException("an event of the real input was refused");
                }
            });
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var scan = BenchInput.Median(scans);
        var decode = BenchInput.Median(decodes);
        yield return new Measurement("decode", decode, "events/s", scan, 500_000, decode / scan);
        yield return new Measurement("decode-allocated", (double)allocated / lines.Count, "bytes/event", null, 500);
    }

    private static double Rate(IReadOnlyList<byte[]> lines, Action<byte[]> work)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var line in lines)
        {
            work(line);
        }

        return lines.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static void Scan(byte[] line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
        }
    }
}
