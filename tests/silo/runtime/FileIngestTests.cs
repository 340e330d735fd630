using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Files are sources with positions: a run goes on where the one before ended, however that ended.</summary>
public sealed class FileIngestTests(ITestOutputHelper output)
{
    private const string Heartbeat =
        """{"specversion":"1.0","id":"h1","source":"/test","type":"feed.heartbeat","time":"2017-01-05T00:00:00Z","data":{"feed":"billing","completeUpTo":"2017-01-05T00:00:00Z"}}""";

    [Fact]
    public async Task Every_line_ends_as_applied_duplicate_or_refused()
    {
        var invoice = RecordedFile.Line(Sent.Invoice("A", 1, "I1", "10.00", 20));
        using var file = new RecordedFile(
            invoice, "{\"no\":", "", invoice, RecordedFile.Line(Sent.Pay("A", 2, "P1", "4.00")), RecordedFile.Line(Sent.Invoice("A", 3, "I2", "5", 20, currency: "JPY")), "  ");
        await using var engine = file.Start();

        var ingest = await file.TakeInAsync(engine);

        ingest.Read.ShouldBe(5);
        ingest.Latest.ShouldBe(AccountStory.At(3));
        file.Counts.ByType().ShouldBe(
            new Dictionary<string, TypeCounts>
            {
                ["(unreadable)"] = new(0, 0, 1), ["billing.invoice.issued"] = new(1, 1, 1), ["payment.received"] = new(1, 0, 0),
            },
            ignoreOrder: true);
        engine.Rules.FiguresOf(engine.StateOf("A").ShouldNotBeNull()).Receivable.ShouldBe(600);
    }

    [Fact]
    public async Task A_line_that_is_no_event_is_a_dead_letter_with_its_bytes_and_its_place()
    {
        using var file = new RecordedFile(
            RecordedFile.Line(Sent.Beat("A", 1, "b1")), """{"specversion":"1.0","id":"x","source":"/test","subject":"A","type":"no.such","data":{}}""", RecordedFile.Line(Sent.Beat("A", 2, "b2")));
        await using var engine = file.Start();

        await file.TakeInAsync(engine);

        var letter = engine.Reader.DeadLetters(0, 10).ShouldHaveSingleItem().Letter;
        letter.Origin.ShouldBe("file@2");
        letter.Account.ShouldBe("A");
        letter.EventId.ShouldBe("x");
        letter.At.ShouldBe(AccountStory.At(1));
        StoreContents.Text(letter.Body).ShouldBe("""{"specversion":"1.0","id":"x","source":"/test","subject":"A","type":"no.such","data":{}}""");
        file.Counts.All().ShouldBe(new TypeCounts(2, 0, 1));
    }

    [Fact]
    public async Task A_heartbeat_that_belongs_to_no_account_is_passed()
    {
        using var file = new RecordedFile(RecordedFile.Line(Sent.Beat("A", 1, "b1")), Heartbeat, RecordedFile.Line(Sent.Beat("A", 2, "b2")));
        await using (var engine = file.Start())
        {
            var ingest = await file.TakeInAsync(engine).WaitAsync(HostHarness.Patience);
            ingest.Latest.ShouldBe(AccountStory.At(4));
        }

        file.Counts.ByType()["feed.heartbeat"].ShouldBe(new TypeCounts(3, 0, 0));
        await using var next = file.Start();
        next.Reader.Counts().Accounts.ShouldBe(1);
        next.Reader.ProgressOf(await file.PartitionAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task The_stored_progress_never_passes_a_line_that_is_not_durable()
    {
        var lines = Lines(7, 400, accounts: 9).ToArray();
        using var file = new RecordedFile(lines);
        var partition = await file.PartitionAsync();
        await using var engine = file.Start(new GroupCommitterOptions { MaxAccountsPerBatch = 2, MaxQueuedAccounts = 3 });
        var looks = 0;
        Exception? failure = null;
        // Before a transaction begins, the one before is durable: whoever is killed now reads the file again from here.
        ((SqliteStore)engine.Store).BeforeStatement = sql => failure ??= sql.StartsWith("BEGIN", StringComparison.Ordinal)
            ? Record.Exception(() => looks += ShouldBeDurableUpTo(engine, lines, engine.Reader.ProgressOf(partition)))
            : null;

        await file.TakeInAsync(engine);

        failure.ShouldBeNull();
        looks.ShouldBeGreaterThan(10);
        output.WriteLine($"{looks} looks");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_that_was_stopped_is_finished_by_the_next_as_if_nothing_had_happened(int seed)
    {
        output.WriteLine($"seed {seed}");
        var lines = Lines(seed, 600, accounts: 40).ToArray();
        using var whole = new RecordedFile(lines);
        using var stopped = new RecordedFile(lines);
        await using var expected = whole.Start();
        await whole.TakeInAsync(expected);

        var random = new Random(seed);
        for (var stops = 0; stops < 3; stops++)
        {
            await using var engine = stopped.Start();
            using var stop = new CancellationTokenSource();
            await Should.ThrowAsync<OperationCanceledException>(
                () => stopped.TakeInAsync(engine, file => new StoppingStream(file, random.Next((int)file.Length), stop), stop.Token));
        }

        await using var last = stopped.Start();
        var progress = last.Reader.ProgressOf(await stopped.PartitionAsync());
        var ingest = await stopped.TakeInAsync(last);

        output.WriteLine($"stopped before line {progress}");
        progress.ShouldBeGreaterThan(0);
        stopped.Counts.ByType()["(taken in before)"].Duplicate.ShouldBe(progress - 1);
        stopped.Counts.All().Applied.ShouldBeLessThan(whole.Counts.All().Applied);
        ingest.Latest.ShouldBe(AccountStory.At(600 * 0.05));
        StoreContents.ShouldBeSame(last.Reader, expected.Reader);
        StoreContents.ShouldBeWhole(last.Reader, last.Codec);
    }

    [Fact]
    public async Task After_a_whole_run_the_progress_is_behind_the_last_line()
    {
        using var file = new RecordedFile(Lines(1, 50, accounts: 5));
        var partition = await file.PartitionAsync();
        await using (var engine = file.Start())
        {
            await file.TakeInAsync(engine);
        }

        await using var next = file.Start();
        next.Reader.ProgressOf(partition).ShouldBe(51);
        await file.TakeInAsync(next);
        file.Counts.All().ShouldBe(new TypeCounts(0, 50, 0));
    }

    [Fact]
    public async Task A_file_of_an_account_that_cannot_be_read_fails_and_is_not_waited_for()
    {
        using var file = new RecordedFile(Enumerable.Range(1, 6000).Select(number => RecordedFile.Line(Sent.Beat("A", number * 0.001, $"b{number}"))));
        var engine = file.Start();
        engine.Store.Commit(new CommitBatch([Unreadable("A")], [], []))[0].ShouldBeTrue();

        await Should.ThrowAsync<StateCodecException>(() => file.TakeInAsync(engine).WaitAsync(HostHarness.Patience));

        // Nothing else is left to do with it but to start again.
        await Should.ThrowAsync<StateCodecException>(async () => await engine.DisposeAsync());
        await using var next = file.Start();
        next.Reader.Counts().DeadLetters.ShouldBe(0);
    }

    /// <summary>Lines of several accounts, some refused by the decoder, some by the account.</summary>
    private static IEnumerable<string> Lines(int seed, int count, int accounts)
    {
        var random = new Random(seed);
        for (var number = 1; number <= count; number++)
        {
            var (account, at) = ($"A{random.Next(accounts)}", number * 0.05);
            yield return random.Next(12) switch
            {
                0 => $$"""{"specversion":"1.0","id":"bad{{number}}","source":"/test","subject":"{{account}}","type":"no.such","data":null}""",
                1 when number > count / 2 => RecordedFile.Line(Sent.Invoice(account, at, $"J{number}", "5", 20, currency: "JPY")),
                < 4 => RecordedFile.Line(Sent.Pay(account, at, $"P{number}", "3.00")),
                _ => RecordedFile.Line(Sent.Invoice(account, at, $"I{number}", "10.00", 20)),
            };
        }
    }

    /// <summary>Each line before the progress is in its account's history or in the dead letters.</summary>
    private static int ShouldBeDurableUpTo(Engine engine, string[] lines, long next)
    {
        var durable = engine.Reader.DeadLetters(0, int.MaxValue).Select(letter => StoreContents.Text(letter.Letter.Body)).ToHashSet(StringComparer.Ordinal);
        foreach (var row in StoreContents.Accounts(engine.Reader))
        {
            durable.UnionWith(engine.Reader.HistoryBackwards(row.Id).Select(record => StoreContents.Text(record.Body)));
        }

        lines.Take((int)next - 1).ShouldAllBe(line => durable.Contains(line));
        return 1;
    }

    private static AccountWrite Unreadable(string account) => new()
    {
        Id = account,
        Expected = RowVersion.None,
        Next = new RowVersion(1, 1),
        State = new byte[] { 0, 99 },
        Stage = Stage.Good,
        Quarantined = false,
        History = [],
        Outbox = [],
        DeadLetters = [],
        Totals = [],
    };
}
