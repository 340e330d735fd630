using System.Text.Json;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Warnings as a file, and counted.</summary>
public sealed class WarningExportTests
{
    private static readonly string[] Lines =
    [
        // A runs through its whole ladder before B is heard of at all.
        RecordedFile.Line(Sent.Invoice("A", 1, "I1", "10.00", 20)),
        RecordedFile.Line(Sent.Beat("A", 40, "b")),
        RecordedFile.Line(Sent.Invoice("C", 1, "I1", "10.00", 20)),
        RecordedFile.Line(Sent.Pay("C", 25, "P1", "10.00")),
        RecordedFile.Line(Sent.Invoice("B", 2, "I1", "10.00", 20)),
        RecordedFile.Line(Sent.Beat("B", 40, "b")),
    ];

    [Fact]
    public async Task Warnings_stand_by_the_instant_of_the_decision_then_account_then_number()
    {
        using var file = new RecordedFile(Lines);
        await using var engine = file.Start();
        await file.TakeInAsync(engine);

        var written = await WriteAsync(engine, file);

        written.ShouldBe(
        [
            "01-22 A 1 notice", "01-22 B 1 notice", "01-22 C 1 notice", "01-26 C 2 notice", "01-28 A 2 warning", "01-28 B 2 warning", "02-04 A 3 stop-supply", "02-04 B 3 stop-supply",
        ]);
    }

    [Fact]
    public async Task An_account_has_its_own_warnings_in_their_order()
    {
        using var file = new RecordedFile(Lines);
        await using var engine = file.Start();
        await file.TakeInAsync(engine);

        WarningExport.All(engine.Reader, "B").Select(effect => effect.Number).ShouldBe([1, 2, 3]);
        WarningExport.All(engine.Reader).Count().ShouldBe(8);
        WarningExport.All(engine.Reader, "nobody").ShouldBeEmpty();
    }

    [Fact]
    public async Task Warnings_are_counted_by_kind_and_raised_ones_by_stage()
    {
        using var file = new RecordedFile(Lines);
        await using var engine = file.Start();
        await file.TakeInAsync(engine);

        var counts = WarningExport.Count(engine.Reader);

        (counts.Raised, counts.Cleared, counts.Withdrawn).ShouldBe((7, 1, 0));
        counts.ByStage.ShouldBe(
            new Dictionary<string, long>
            {
                [Stage.Reminder.Name()] = 0, [Stage.Notice.Name()] = 3, [Stage.Warning.Name()] = 2, [Stage.StopSupply.Name()] = 2, [Stage.Blacklist.Name()] = 0,
            },
            ignoreOrder: true);
    }

    [Fact]
    public async Task A_store_without_warnings_gives_an_empty_file()
    {
        using var file = new RecordedFile(RecordedFile.Line(Sent.Beat("A", 1, "b")));
        await using var engine = file.Start();
        await file.TakeInAsync(engine);

        (await WriteAsync(engine, file)).ShouldBeEmpty();
        WarningExport.Count(engine.Reader).Raised.ShouldBe(0);
    }

    private static async Task<string[]> WriteAsync(Engine engine, RecordedFile file)
    {
        var path = Path.Combine(file.Data, "warnings.ndjson");
        await WarningExport.WriteAsync(engine.Reader, path, CancellationToken.None);
        return [.. (await File.ReadAllLinesAsync(path)).Select(Short)];
    }

    private static string Short(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var data = root.GetProperty("data");
        return $"{root.GetProperty("time").GetString()![5..10]} {root.GetProperty("subject")} {data.GetProperty("sequence")} {data.GetProperty("stage")}";
    }
}
