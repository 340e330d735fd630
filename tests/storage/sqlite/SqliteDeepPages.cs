using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Sqlite;

/// <summary>Pages that begin deep in a history.</summary>
public sealed class SqliteDeepPages : IDisposable
{
    private const int Records = 1_000;

    private readonly TemporaryDirectory _directory = new();

    private SqliteStoreOptions Options => new() { DataDirectory = _directory.Path };

    [Fact]
    public void A_page_is_found_by_searches_alone()
    {
        Fill();
        using var connection = Open();
        using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + HistoryReads.PlaceOf;
        foreach (var (name, value) in new (string, object)[] { ("$1", "A"), ("$2", 10L) })
        {
            explain.Parameters.AddWithValue(name, value);
        }

        var steps = new List<string>();
        using (var reader = explain.ExecuteReader())
        {
            while (reader.Read())
            {
                steps.Add(reader.GetString(3));
            }
        }

        steps.ShouldContain("SEARCH history USING COVERING INDEX history_marks (account_key=? AND sequence>?)");
        steps.ShouldNotContain(step => step.StartsWith("SCAN history", StringComparison.Ordinal) || step.StartsWith("SCAN accounts", StringComparison.Ordinal));
    }

    [Fact]
    public void Few_records_are_marked()
    {
        Fill();
        using var connection = Open();
        connection.Value("SELECT count(*) FROM history INDEXED BY history_marks WHERE sequence % 128 = 0").ShouldBe((long)Records / HistoryReads.MarkEvery);
    }

    [Fact]
    public void A_database_of_the_version_without_marks_gets_them()
    {
        Fill();
        using (var connection = Open())
        {
            connection.Run("DROP INDEX history_marks");
            connection.Run("ALTER TABLE dead_letters DROP COLUMN ended_at");
            connection.Run("ALTER TABLE dead_letters DROP COLUMN outcome");
            connection.Run("DROP TABLE account_archives");
            connection.Run("DROP TABLE account_desk");
            connection.Run("DROP INDEX history_facts");
            connection.Run("PRAGMA user_version = 1");
        }

        using var store = SqliteStore.Open(Options);
        store.HistoryBefore("A", 301, 2).Select(record => record.Sequence).ShouldBe([300, 299]);
        using var after = Open();
        after.Value("SELECT count(*) FROM history INDEXED BY history_marks WHERE sequence % 128 = 0").ShouldBe((long)Records / HistoryReads.MarkEvery);
    }

    public void Dispose() => _directory.Dispose();

    private void Fill()
    {
        using var store = SqliteStore.Open(Options);
        store.Stored(First("A").With(history: [.. Enumerable.Range(1, Records).Select(sequence => Record(sequence))]));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "creditrisk.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
