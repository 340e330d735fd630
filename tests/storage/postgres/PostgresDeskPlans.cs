using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>The lists of the desk are ranges of indexes.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresDeskPlans(ITestOutputHelper output)
{
    private const int Rows = 50_000;

    private readonly string _schema = PostgresServer.NewSchema();

    [Fact]
    public void Every_list_of_the_desk_is_a_range_of_an_index()
    {
        using var store = PostgresStore.Open(new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = _schema });
        PostgresServer.Run(
            $"""
            INSERT INTO {_schema}.account_desk ({DeskSql.Columns}, account_key)
            SELECT 'A' || n, (ARRAY['north', 'south'])[n % 2 + 1], 'manager ' || n % 50, NULL, (ARRAY['EUR', 'USD'])[n % 3 % 2 + 1], 3, n % 9999, 1, n % 700, 1, n,
                n, CASE WHEN n % 5 = 0 THEN n END, NULL, 0, CASE WHEN n % 7 = 0 THEN n % 30 END, CASE WHEN n % 11 = 0 THEN n % 90 END, CASE WHEN n % 3 = 0 THEN n % 5000 END, n
            FROM generate_series(1, {Rows}) n
            """);
        PostgresServer.Run($"ANALYZE {_schema}.account_desk");
        foreach (var query in DeskSamples.Questions().Where(query => query.Unit is null || query.Manager is null))
        {
            var (text, parameters) = DeskSql.Of(query with { Unit = query.Unit is null ? null : "north", Manager = query.Manager is null ? null : "manager 7" });
            ShouldBeRange(PostgresServer.Plan(_schema, text, parameters), $"{query}");
        }

        ShouldBeRange(PostgresServer.Plan(_schema, DeskSql.Ready, 0L, "A", 10L), "ready");
    }

    private void ShouldBeRange(List<string> plan, string context)
    {
        output.WriteLine($"{context}{Environment.NewLine}{string.Join(Environment.NewLine, plan)}");
        // Where it expects a handful of rows it may fetch them all from the index and sort them.
        plan.ShouldContain(line => line.Contains("Index Scan", StringComparison.Ordinal) && line.Contains(" desk_", StringComparison.Ordinal), context);
        plan.ShouldNotContain(line => line.Contains("Seq Scan", StringComparison.Ordinal), context);
    }
}
