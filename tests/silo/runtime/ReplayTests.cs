using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Recorded events through the whole pipeline.</summary>
public sealed class ReplayTests
{
    private static readonly string[] Lines =
    [
        .. Enumerable.Range(1, 30).SelectMany(account => new[]
        {
            RecordedFile.Line(Sent.Register($"A{account}", 0.1 + (account * 0.001))),
            RecordedFile.Line(Sent.Invoice($"A{account}", 1 + (account * 0.001), "I1", "10.00", 20)),
        }),
        RecordedFile.Line(Sent.Pay("A7", 30, "P1", "10.00")),
    ];

    [Fact]
    public async Task Time_runs_on_to_the_last_events_time_for_all_accounts()
    {
        using var file = new RecordedFile(Lines);

        var report = await RunAsync(file);

        (report.Events.Read, report.Events.Applied, report.Events.Refused, report.Customers).ShouldBe((61, 61, 0, 30));
        report.Receivable.ShouldBe("290.00");
        report.Day.ShouldBe("2017-01-31");
        report.Warnings.ByStage["notice"].ShouldBe(30);
    }

    [Fact]
    public async Task Time_runs_on_to_the_instant_that_is_asked_for()
    {
        using var file = new RecordedFile(Lines);

        var report = await RunAsync(file, until: 60);

        report.Day.ShouldBe("2017-03-02");
        report.Warnings.ByStage["warning"].ShouldBe(29);
    }

    [Fact]
    public async Task The_same_run_gives_the_same_warnings()
    {
        using var first = new RecordedFile(Lines);
        using var second = new RecordedFile(Lines);
        await RunAsync(first, until: 60);
        await RunAsync(second, until: 60);

        var warnings = await File.ReadAllTextAsync(Warnings(first));
        warnings.ShouldNotBeEmpty();
        (await File.ReadAllTextAsync(Warnings(second))).ShouldBe(warnings);
    }

    [Fact]
    public async Task A_run_that_ended_before_time_had_run_on_is_finished_by_the_next()
    {
        using var whole = new RecordedFile(Lines);
        using var stopped = new RecordedFile(Lines);
        await RunAsync(whole);
        await using (var engine = Engine.Start(RuleFiles.Shipped.Load(), new EngineSettings { Store = new SqliteStoreOptions { DataDirectory = stopped.Data } }))
        {
            await stopped.TakeInAsync(engine);
        }

        var report = await RunAsync(stopped);

        report.Events.Applied.ShouldBe(0);
        (await File.ReadAllTextAsync(Warnings(stopped))).ShouldBe(await File.ReadAllTextAsync(Warnings(whole)));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_before_anything_is_begun()
    {
        using var file = new RecordedFile(Lines);
        var request = Request(file, null) with { Files = [file.Path, file.Path + ".none"] };

        (await Should.ThrowAsync<FileNotFoundException>(() => Replay.RunAsync(request, null, CancellationToken.None))).Message.ShouldContain(".none");

        Directory.Exists(file.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_place_where_no_warnings_can_be_written_is_told_before_anything_is_begun()
    {
        using var file = new RecordedFile(Lines);
        var request = Request(file, null) with { WarningsFile = Path.Combine(file.Path + ".none", "warnings") };

        await Should.ThrowAsync<DirectoryNotFoundException>(() => Replay.RunAsync(request, null, CancellationToken.None));

        Directory.Exists(file.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        using var file = new RecordedFile(Lines);
        await File.WriteAllBytesAsync(file.Path, [0x1F, 0x8B, 8, 0]);

        (await Should.ThrowAsync<InvalidDataException>(() => RunAsync(file))).Message.ShouldStartWith(file.Path);
    }

    [Fact]
    public async Task Several_files_are_taken_in_one_after_the_other()
    {
        using var first = new RecordedFile(Lines[..40]);
        using var second = new RecordedFile(Lines[40..]);
        var shares = new List<(string File, double Share)>();

        var report = await Replay.RunAsync(
            Request(first, null) with { Files = [first.Path, second.Path] }, (file, share) => shares.Add((file, share)), CancellationToken.None);

        (report.Events.Read, report.Customers).ShouldBe((61, 30));
        shares.ShouldBe([(first.Path, 1), (second.Path, 1)]);
    }

    private static Task<ReplayReport> RunAsync(RecordedFile file, double? until = null) => Replay.RunAsync(Request(file, until), null, CancellationToken.None);

    private static string Warnings(RecordedFile file) => file.Path + ".warnings";

    private static ReplayRequest Request(RecordedFile file, double? until) => new()
    {
        Files = [file.Path],
        DataDirectory = file.Data,
        Rules = RuleFiles.Shipped,
        Until = until is { } day ? AccountStory.At(day) : null,
        WarningsFile = Warnings(file),
    };
}
