using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Silo.Api;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary>Recorded events on their way to Kafka.</summary>
[Trait("Needs", MockCluster.Trait)]
public sealed class KafkaReplayTests : IDisposable
{
    private readonly MockCluster _cluster = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Events_go_to_the_topics_of_their_kinds_and_lines_that_are_none_are_told()
    {
        _cluster.Create("billing", 2);
        _cluster.Create("payments", 2);
        var file = Path.Combine(_folder.Path, "events.ndjson");
        await File.WriteAllLinesAsync(file, [Sent.Invoice("e-1", "C-1", "I-1"), "no event", Sent.Payment("p-1", "C-1", "P-1", "20.00"), Sent.Invoice("e-2", "C-2", "I-2")]);

        var run = await CommandRun.Of("replay", file, "--to-kafka", _cluster.Brokers, "--json");

        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Object.GetProperty("published").GetInt64().ShouldBe(3);
        run.Object.GetProperty("unreadable").GetInt64().ShouldBe(1);
        run.Errors.ShouldContain("line 2: malformed-json");
        Appended("billing").ShouldBe(2);
        Appended("payments").ShouldBe(1);
    }

    [Fact]
    public async Task It_has_no_store_and_no_rules()
    {
        var run = await CommandRun.Of("replay", "x.ndjson", "--to-kafka", _cluster.Brokers, "--data", "y");
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldContain("--to-kafka goes with --json alone");
    }

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    private long Appended(string topic) => _cluster.EndOf(topic, 0) + _cluster.EndOf(topic, 1);
}
