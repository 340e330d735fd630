using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Sqlite;

/// <summary>Opening, locking and migrating.</summary>
public sealed class SqliteOpening : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private SqliteStoreOptions Options => new() { DataDirectory = _directory.Path };

    private SqliteStoreOptions ReadOnly => Options with { Mode = SqliteStoreMode.ReadOnly };

    private string File => Path.Combine(_directory.Path, "creditrisk.db");

    [Fact]
    public void A_missing_directory_is_created_with_a_database_of_the_newest_schema()
    {
        var options = new SqliteStoreOptions { DataDirectory = Path.Combine(_directory.Path, "deep", "down") };
        using (SqliteStore.Open(options))
        {
        }

        using var connection = Open(Path.Combine(options.DataDirectory, "creditrisk.db"));
        connection.Value("PRAGMA user_version").ShouldBe((long)SqliteMigrations.All.Count);
        connection.Value("PRAGMA application_id").ShouldBe(SqliteSchema.ApplicationId);
        connection.Value("PRAGMA journal_mode").ShouldBe("wal");
        connection.Value("PRAGMA integrity_check").ShouldBe("ok");
    }

    [Fact]
    public void A_directory_that_it_creates_is_closed_to_others_and_one_that_is_there_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var created = Path.Combine(_directory.Path, "created");
        var there = Directory.CreateDirectory(Path.Combine(_directory.Path, "there")).FullName;
        System.IO.File.SetUnixFileMode(there, System.IO.File.GetUnixFileMode(there) | others);

        foreach (var directory in new[] { created, there })
        {
            using var store = SqliteStore.Open(new SqliteStoreOptions { DataDirectory = directory });
        }

        (System.IO.File.GetUnixFileMode(created) & others).ShouldBe(UnixFileMode.None);
        (System.IO.File.GetUnixFileMode(there) & others).ShouldBe(others);
    }

    [Fact]
    public void What_was_committed_is_there_after_opening_again()
    {
        AccountWrite write;
        using (var store = SqliteStore.Open(Options))
        {
            write = store.Stored(First("A").With(outbox: [Effect(1)], letters: [Letter()], totals: [Owed(1, 5)]));
        }

        using var again = SqliteStore.Open(Options);
        again.Stored(After(write).With(history: [Record(2)], outbox: [Effect(2)]));
        again.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([2, 1]);
        again.Effects(0, 10).Select(effect => effect.Number).ShouldBe([1, 2]);
        again.Totals().Single().Amount.ShouldBe(5);
        again.Counts().ShouldBe(new StoreCounts(1, 2, 2, 1));
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_has_closed()
    {
        using (var store = SqliteStore.Open(Options))
        {
            var failure = Should.Throw<StoreException>(() => SqliteStore.Open(Options));
            failure.Message.ShouldContain("in use by another process");
            failure.Message.ShouldContain(_directory.Path);
            store.Commit(First("A")).ShouldBe([true]);
        }

        using var next = SqliteStore.Open(Options);
        next.Counts().Accounts.ShouldBe(1);
    }

    [Fact]
    public void A_reader_needs_no_lock_and_sees_what_the_writer_commits()
    {
        using var writer = SqliteStore.Open(Options);
        using var reader = SqliteStore.Open(ReadOnly);
        writer.Commit(First("A"));
        reader.Counts().Accounts.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => reader.Commit(First("B")));
    }

    [Fact]
    public void A_reader_works_without_a_writer()
    {
        using (var writer = SqliteStore.Open(Options))
        {
            writer.Commit(First("A"));
        }

        using var reader = SqliteStore.Open(ReadOnly);
        reader.Counts().Accounts.ShouldBe(1);
        using var next = SqliteStore.Open(Options);
        next.Commit(First("B"));
        reader.Counts().Accounts.ShouldBe(2);
    }

    [Fact]
    public void A_reader_of_nothing_is_told_so_and_creates_nothing()
    {
        Should.Throw<StoreException>(() => SqliteStore.Open(ReadOnly)).Message.ShouldContain("no database");
        Directory.GetFileSystemEntries(_directory.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_newer_schema_stops_the_start_and_names_both_versions()
    {
        using (SqliteStore.Open(Options))
        {
        }

        var newer = SqliteMigrations.All.Count + 1;
        Run($"PRAGMA user_version = {newer}");
        foreach (var options in new[] { Options, ReadOnly })
        {
            var failure = Should.Throw<StoreException>(() => SqliteStore.Open(options));
            failure.Message.ShouldContain($"schema version {newer}");
            failure.Message.ShouldContain($"up to {SqliteMigrations.All.Count}");
        }

        // What was refused holds no lock.
        Run($"PRAGMA user_version = {SqliteMigrations.All.Count}");
        using var store = SqliteStore.Open(Options);
        store.Counts().Accounts.ShouldBe(0);
    }

    [Fact]
    public void Another_programs_database_is_left_alone()
    {
        Run("CREATE TABLE theirs (x)");
        Should.Throw<StoreException>(() => SqliteStore.Open(Options)).Message.ShouldContain("another program's database");
        using var connection = Open(File);
        connection.Value("SELECT group_concat(name) FROM sqlite_schema").ShouldBe("theirs");
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));
        Should.Throw<StoreException>(() => SqliteStore.Open(Options)).Message.ShouldContain("not a database");
    }

    [Fact]
    public void Migrations_are_applied_once_each_in_order()
    {
        using var connection = Open(File);
        SqliteSchema.Migrate(connection, ["CREATE TABLE meta (key TEXT, value TEXT); CREATE TABLE steps (step)"], 8);
        IReadOnlyList<string> all = ["never again", "INSERT INTO steps VALUES (2)", "INSERT INTO steps SELECT max(step) + 1 FROM steps"];
        SqliteSchema.Migrate(connection, all, 8);
        SqliteSchema.Migrate(connection, all, 8);
        connection.Value("SELECT group_concat(step) FROM steps").ShouldBe("2,3");
        connection.Value("PRAGMA user_version").ShouldBe(3L);
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_version_before_it()
    {
        using var connection = Open(File);
        IReadOnlyList<string> scripts = ["CREATE TABLE meta (key TEXT, value TEXT)", "CREATE TABLE half (x); CREATE TABLE half (x)"];
        Should.Throw<SqliteException>(() => SqliteSchema.Migrate(connection, scripts, 8));
        connection.Value("PRAGMA user_version").ShouldBe(1L);
        connection.Value("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").ShouldBe(0L);
    }

    [Fact]
    public void The_number_of_partitions_is_fixed_when_the_database_is_created()
    {
        using (var store = SqliteStore.Open(Options with { Partitions = 3 }))
        {
            store.Commit([.. Enumerable.Range(0, 50).Select(index => First($"A{index}"))]);
        }

        using (var store = SqliteStore.Open(Options with { Partitions = 8 }))
        {
            store.Commit([.. Enumerable.Range(50, 50).Select(index => First($"A{index}"))]);
            store.Counts().Records.ShouldBe(100);
        }

        using var connection = Open(File);
        connection.Value("SELECT count(DISTINCT position >> 40) FROM history").ShouldBe(3L);
        connection.Value("SELECT sum(last) FROM (SELECT max(position & 0xFFFFFFFFFF) AS last FROM history GROUP BY position >> 40)").ShouldBe(100L);
    }

    [Fact]
    public void An_option_out_of_its_range_is_named()
    {
        foreach (var (options, name) in new[]
        {
            (Options with { Partitions = 0 }, "Partitions"),
            (Options with { PageBytes = 5000 }, "PageBytes"),
            (Options with { PageBytes = 256 }, "PageBytes"),
            (Options with { MemoryMapMebibytes = 4096 }, "MemoryMapMebibytes"),
            (Options with { CheckpointMebibytes = 0 }, "CheckpointMebibytes"),
            (Options with { DataDirectory = " " }, "DataDirectory"),
        })
        {
            Should.Throw<ArgumentException>(() => SqliteStore.Open(options)).Message.ShouldContain(name);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static SqliteConnection Open(string file)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Run(string sql)
    {
        using var connection = Open(File);
        connection.Run(sql);
    }
}
