using CreditRisk.Cluster.Tables;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Storage;
using CreditRisk.Tests.Storage.Postgres;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tables;

/// <summary>How the tables are made.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class ClusterTablesTests
{
    private readonly string _schema = PostgresServer.NewSchema();

    private PostgresStoreOptions Store => new() { ConnectionString = PostgresServer.ConnectionString, Schema = _schema };

    [Fact]
    public void A_schema_that_has_accounts_gains_the_tables_and_keeps_its_version()
    {
        using (var store = PostgresStore.Open(Store))
        {
            store.Stored(StoreSamples.First("A"));
        }

        ClusterTables.Ensure(Store);

        Tables().ShouldBe("cluster_silos,cluster_versions,grain_states,orleansquery");
        using var again = PostgresStore.Open(Store);
        again.Counts().Accounts.ShouldBe(1);
        PostgresServer.Value($"SELECT count(*) FROM {_schema}.settings").ShouldBe(1L);
    }

    [Fact]
    public void An_empty_schema_is_the_stores_as_well()
    {
        ClusterTables.Ensure(Store);

        Tables().ShouldBe("cluster_silos,cluster_versions,grain_states,orleansquery");
        PostgresStore.Open(Store).Dispose();
    }

    [Fact]
    public void Processes_that_start_together_do_not_disturb_each_other()
    {
        Parallel.For(0, 6, number =>
        {
            if (number % 3 == 0)
            {
                PostgresStore.Open(Store).Dispose();
            }

            ClusterTables.Ensure(Store);
        });

        Tables().ShouldBe("cluster_silos,cluster_versions,grain_states,orleansquery");
        PostgresServer.Value($"SELECT count(*) FROM {_schema}.orleansquery").ShouldBe(14L);
    }

    [Fact]
    public void The_next_start_states_the_queries_anew_and_leaves_rows_alone()
    {
        ClusterTables.Ensure(Store);
        var before = Queries();
        PostgresServer.Run(
            $"INSERT INTO {_schema}.cluster_versions (cluster, version) VALUES ('test', 5); DELETE FROM {_schema}.orleansquery WHERE querykey LIKE 'Read%'; UPDATE {_schema}.orleansquery SET querytext = 'old'");

        ClusterTables.Ensure(Store);

        Queries().ShouldBe(before);
        PostgresServer.Value($"SELECT version FROM {_schema}.cluster_versions").ShouldBe(5);
    }

    [Fact]
    public void Another_programs_schema_is_left_alone()
    {
        PostgresServer.Run($"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.theirs (x int)");

        Should.Throw<StoreException>(() => ClusterTables.Ensure(Store)).Message.ShouldContain("another program");

        PostgresServer.Value($"SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = '{_schema}'").ShouldBe("theirs");
    }

    [Fact]
    public void A_server_that_is_away_is_unavailable() =>
        Should.Throw<StoreException>(() => ClusterTables.Ensure(Store with { ConnectionString = "Host=/nowhere/at/all;Username=x" })).Failure.ShouldBe(StoreFailure.Unavailable);

    [Fact]
    public void An_option_out_of_its_range_is_named() => Should.Throw<ArgumentException>(() => ClusterTables.Ensure(Store with { Schema = "x; DROP" })).Message.ShouldContain("Schema");

    private string? Tables() => (string?)PostgresServer.Value(
        $"SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = '{_schema}' AND tablename ~ '^(cluster|grain|orleans)'");

    private string? Queries() => (string?)PostgresServer.Value($"SELECT string_agg(querykey || querytext, ',' ORDER BY querykey) FROM {_schema}.orleansquery");
}
