using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>How a schema is opened, migrated and refused.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresOpening
{
    private readonly string _schema = PostgresServer.NewSchema();

    private PostgresStoreOptions Options => new() { ConnectionString = PostgresServer.ConnectionString, Schema = _schema };

    [Fact]
    public void What_was_stored_is_there_at_the_next_start()
    {
        using (var store = PostgresStore.Open(Options))
        {
            store.Stored(StoreSamples.First("A"));
        }

        using var again = PostgresStore.Open(Options);
        again.Counts().Accounts.ShouldBe(1);
        PostgresServer.Value($"SELECT value FROM {_schema}.settings WHERE name = 'version'").ShouldBe($"{PostgresMigrations.All.Count}");
    }

    [Fact]
    public void What_a_long_history_states_is_found_by_its_index()
    {
        using var store = PostgresStore.Open(Options);
        store.Stored(StoreSamples.First("A").With(history: [.. Enumerable.Range(1, 3_000).Select(sequence => StoreSamples.Record(sequence) with { FactHash = (ulong)sequence })]));
        PostgresServer.Run($"ANALYZE {_schema}.history");

        var plan = PostgresServer.Plan(_schema, HistoryReads.States, "A", 300L);

        plan.ShouldContain(line => line.Contains("_account_key_fact_hash_idx", StringComparison.Ordinal));
        plan.ShouldNotContain(line => line.Contains("Seq Scan on history", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_deep_in_a_history_is_found_by_its_index()
    {
        using var store = PostgresStore.Open(Options);
        store.Stored(StoreSamples.First("A").With(history: [.. Enumerable.Range(1, 3_000).Select(sequence => StoreSamples.Record(sequence))]));
        PostgresServer.Run($"ANALYZE {_schema}.history");

        store.HistoryBefore("A", 301, 2).Select(record => record.Sequence).ShouldBe([300, 299]);

        var plan = PostgresServer.Plan(_schema, HistoryReads.PlaceOf, "A", 300L);
        plan.ShouldContain(line => line.Contains("_account_key_sequence_idx", StringComparison.Ordinal));
        plan.ShouldNotContain(line => line.Contains("Seq Scan on history", StringComparison.Ordinal));
    }

    [Fact]
    public void Processes_that_start_together_migrate_once()
    {
        Parallel.For(0, 6, _ => PostgresStore.Open(Options).Dispose());

        PostgresServer.Value($"SELECT count(*) FROM {_schema}.settings").ShouldBe(1L);
    }

    [Fact]
    public void A_newer_schema_stops_the_start_and_names_both_versions()
    {
        PostgresStore.Open(Options).Dispose();
        var newer = PostgresMigrations.All.Count + 1;
        PostgresServer.Run($"UPDATE {_schema}.settings SET value = '{newer}' WHERE name = 'version'");

        var failure = Should.Throw<StoreException>(() => PostgresStore.Open(Options));

        failure.Message.ShouldContain($"schema version {newer}");
        failure.Message.ShouldContain($"up to {PostgresMigrations.All.Count}");
    }

    [Fact]
    public void Another_programs_schema_is_left_alone()
    {
        PostgresServer.Run($"CREATE SCHEMA {_schema}; CREATE TABLE {_schema}.theirs (x int)");

        Should.Throw<StoreException>(() => PostgresStore.Open(Options)).Message.ShouldContain("another program");

        PostgresServer.Value($"SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = '{_schema}'").ShouldBe("theirs");
    }

    [Fact]
    public void A_reader_reads_beside_the_writer_and_changes_nothing()
    {
        Should.Throw<StoreException>(() => PostgresStore.OpenForReading(Options)).Message.ShouldContain("no schema");
        PostgresServer.Value($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_schema}'").ShouldBe(0L);

        using var writer = PostgresStore.Open(Options);
        writer.Stored(StoreSamples.First("A"));
        using var reader = PostgresStore.OpenForReading(PostgresStoreOptions.Of($"{PostgresServer.ConnectionString};Search Path={_schema}"));

        reader.Counts().Accounts.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => reader.Commit(StoreSamples.First("B")));
    }

    [Fact]
    public void A_server_that_is_away_is_unavailable() =>
        Should.Throw<StoreException>(() => PostgresStore.Open(Options with { ConnectionString = "Host=/nowhere/at/all;Username=x" })).Failure.ShouldBe(StoreFailure.Unavailable);

    [Fact]
    public void An_option_out_of_its_range_is_named()
    {
        foreach (var (options, name) in new[]
        {
            (Options with { ConnectionString = "Username=x" }, "ConnectionString"),
            (Options with { ConnectionString = "Colour=blue" }, "ConnectionString"),
            (Options with { Schema = "Big" }, "Schema"),
            (Options with { Schema = "x; DROP" }, "Schema"),
            (Options with { MaxReaders = 0 }, "MaxReaders"),
            (Options with { ConnectTimeoutSeconds = 0 }, "ConnectTimeoutSeconds"),
            (Options with { CommandTimeoutSeconds = 0 }, "CommandTimeoutSeconds"),
            (Options with { Stripe = 1024 }, "Stripe"),
        })
        {
            Should.Throw<ArgumentException>(() => PostgresStore.Open(options)).Message.ShouldContain(name);
        }
    }
}
