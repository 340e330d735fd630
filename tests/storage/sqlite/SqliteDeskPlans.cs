using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Storage.Sqlite;

/// <summary>The lists of the desk are ranges of indexes.</summary>
public sealed class SqliteDeskPlans : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Every_list_of_the_desk_is_a_range_of_an_index()
    {
        SqliteStore.Open(new SqliteStoreOptions { DataDirectory = _directory.Path }).Dispose();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "creditrisk.db")};Pooling=False");
        connection.Open();
        foreach (var query in DeskSamples.Questions())
        {
            var (text, parameters) = DeskSql.Of(query, names: true);
            var scope = query.Manager is not null ? "manager=? AND " : query.Unit is not null ? "unit=? AND " : "";
            ShouldBeRange(Plan(connection, text, parameters), $"({scope}", $"{query}");
        }

        ShouldBeRange(Plan(connection, DeskSql.Ready, [0L, "A", 10L]), "(", "ready");
    }

    public void Dispose() => _directory.Dispose();

    private static void ShouldBeRange(List<string> steps, string scope, string context)
    {
        var step = steps.ShouldHaveSingleItem(context);
        step.ShouldStartWith("SEARCH account_desk USING INDEX desk_", customMessage: context);
        step.ShouldContain(scope, customMessage: context);
    }

    private static List<string> Plan(SqliteConnection connection, string text, object[] parameters)
    {
        using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + text;
        foreach (var (index, value) in parameters.Index())
        {
            explain.Parameters.AddWithValue($"${index + 1}", value);
        }

        var steps = new List<string>();
        using var reader = explain.ExecuteReader();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }
}
