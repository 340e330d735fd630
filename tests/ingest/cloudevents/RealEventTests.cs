using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

/// <summary>The events of 20,000 real card holders, which lie beside the repository and are read where they lie.</summary>
public sealed class RealEventTests
{
    private const string FileName = "uci-credit-20k.events.ndjson.gz";

    [Fact]
    public async Task Every_event_of_the_real_file_decodes()
    {
        await using var file = File.OpenRead(Find());
        var reader = new NdjsonReader(file);
        var decoder = new EventDecoder();
        var counts = new Dictionary<Type, int>();
        await foreach (var line in reader.ReadAllAsync())
        {
            var result = decoder.Decode(line.Bytes.Span);
            if (!result.IsEvent)
            {
                Assert.Fail($"line {line.Number}: {result.Refusal}");
            }

            counts[result.Event.GetType()] = counts.GetValueOrDefault(result.Event.GetType()) + 1;
        }

        counts.ShouldBe(
            new Dictionary<Type, int>
            {
                [typeof(CustomerStated)] = 20_000,
                [typeof(ItemCharged)] = 104_055,
                [typeof(CreditReported)] = 120_000,
                [typeof(CreditGiven)] = 869,
                [typeof(PaymentReceived)] = 79_599,
            },
            ignoreOrder: true);
        reader.SourceBytesRead.ShouldBe(file.Length);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", FileName);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(
            $"{FileName} is not there: put the folder shared/data beside the repository (looked in every folder above {AppContext.BaseDirectory})");
    }
}
