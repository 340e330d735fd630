using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Sqlite;

/// <summary>What a failure in the middle of a commit leaves.</summary>
public sealed class SqliteFailures : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteStore _store;

    public SqliteFailures() => _store = SqliteStore.Open(Options);

    private SqliteStoreOptions Options => new() { DataDirectory = _directory.Path, BusyTimeoutMilliseconds = 0 };

    [Fact]
    public void A_failure_before_any_statement_leaves_nothing_and_a_retry_succeeds()
    {
        var known = _store.Stored(First("known").With(totals: [Owed(1, 10)]));
        var before = Snapshot();
        var statements = 0;
        var failed = true;
        for (var fatal = 1; failed; fatal++)
        {
            // A write whose attempt failed keeps no key, so that the same objects can be handed over again.
            var batch = RichBatch(known);
            failed = FailsAt(fatal, batch);
            if (failed)
            {
                batch.Accounts[0].Key.ShouldBe(0, $"after statement {fatal}");
                Snapshot().ShouldBe(before, $"after statement {fatal}");
                statements++;
            }
        }

        // BEGIN and COMMIT, two rows with their histories, outboxes and letters, totals, progress.
        statements.ShouldBeGreaterThan(15);
        Snapshot().ShouldBe("3 accounts, 5 records, 3 effects, 3 letters; totals 15 2 7 1; progress 9; known 2, new 1; quarantined new");
    }

    [Fact]
    public void A_batch_that_failed_can_be_handed_over_again_as_it_is()
    {
        var batch = RichBatch(_store.Stored(First("known").With(totals: [Owed(1, 10)])));
        for (var fatal = 1; FailsAt(fatal, batch); fatal++)
        {
            batch.Accounts[0].Key.ShouldBe(0);
        }

        batch.Accounts[0].Key.ShouldBePositive();
        _store.Counts().ShouldBe(new StoreCounts(3, 5, 3, 3));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4711)]
    public void Any_batches_with_failures_between_leave_what_a_model_holds(int seed)
    {
        var random = new Random(seed);
        var model = new StoreModel(seed);
        for (var round = 0; round < 60; round++)
        {
            var (batch, expected) = model.Next();
            while (random.Next(2) == 0 && FailsAt(random.Next(1, 20), batch, dryRun: true))
            {
            }

            var committed = _store.Commit(batch);
            committed.ShouldBe(expected, $"seed {seed}, round {round}");
            model.Apply(batch, committed);
        }

        model.ShouldBeIn(_store);
    }

    [Fact]
    public void A_transaction_that_cannot_be_undone_is_undone_by_a_new_connection()
    {
        _store.BeforeStatement = sql =>
        {
            if (sql is "COMMIT" or "ROLLBACK")
            {
                throw new StoreException($"broken before {sql}");
            }
        };
        Should.Throw<StoreException>(() => _store.Commit(First("A"))).Message.ShouldContain("COMMIT");
        _store.BeforeStatement = null;
        _store.Counts().ShouldBe(new StoreCounts(0, 0, 0, 0));
        _store.Commit(First("A")).ShouldBe([true]);
        _store.HistoryBackwards("A").Count().ShouldBe(1);
    }

    [Fact]
    public void A_database_that_another_program_locks_is_unavailable_until_it_is_free()
    {
        var write = First("A");
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "creditrisk.db")};Pooling=False"))
        {
            connection.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            Should.Throw<StoreException>(() => _store.Commit(write)).Failure.ShouldBe(StoreFailure.Unavailable);
        }

        _store.Commit(write).ShouldBe([true]);
    }

    [Fact]
    public void A_value_that_the_schema_refuses_is_a_failure_of_the_content()
    {
        var failure = Should.Throw<StoreException>(() => _store.Commit(new CommitBatch([First("A")], [Letter() with { Reason = null! }], [])));
        failure.Failure.ShouldBe(StoreFailure.Content);
        _store.Counts().Accounts.ShouldBe(0);
    }

    [Fact]
    public void A_history_that_breaks_off_is_reported()
    {
        _store.Stored(First("A").With(history: [Record(1), Record(2), Record(3)]));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "creditrisk.db")};Pooling=False"))
        {
            connection.Open();
            connection.Run("DELETE FROM history WHERE sequence = 2");
        }

        var read = new List<long>();
        Should.Throw<StoreException>(() => read.AddRange(_store.HistoryBackwards("A").Select(record => record.Sequence)))
            .Message.ShouldContain("breaks off");
    }

    [Fact]
    public void A_page_that_a_history_breaks_off_in_or_before_is_reported()
    {
        _store.Stored(First("A").With(history: [.. Enumerable.Range(1, 6).Select(sequence => Record(sequence))]));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "creditrisk.db")};Pooling=False"))
        {
            connection.Open();
            connection.Run("DELETE FROM history WHERE sequence = 4");
        }

        _store.HistoryBefore("A", 7, 2).Select(record => record.Sequence).ShouldBe([6, 5]);
        Should.Throw<StoreException>(() => _store.HistoryBefore("A", 7, 3)).Message.ShouldContain("breaks off");
        Should.Throw<StoreException>(() => _store.HistoryBefore("A", 3, 2)).Message.ShouldContain("breaks off");
    }

    [Fact]
    public void A_closed_store_neither_writes_nor_reads()
    {
        _store.Dispose();
        Should.Throw<ObjectDisposedException>(() => _store.Commit(First("A")));
        Should.Throw<ObjectDisposedException>(() => _store.Counts());
    }

    [Fact]
    public void The_log_is_begun_anew_when_it_has_reached_its_size()
    {
        _store.Dispose();
        using var small = SqliteStore.Open(Options with { CheckpointMebibytes = 1 });
        var write = small.Stored(First("A"));
        for (var round = 0; round < 40; round++)
        {
            write = small.Stored(After(write, new string('x', 100_000)));
            small.Load(["A"]).ShouldHaveSingleItem();
        }

        small.LogFileBytes.ShouldBeInRange(1, 3 * 1024 * 1024);
        small.DatabaseFileBytes.ShouldBePositive();
    }

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    /// <summary>Commits with a failure before the n-th statement.</summary>
    /// <returns>Whether there was an n-th statement.</returns>
    private bool FailsAt(int fatal, CommitBatch batch, bool dryRun = false)
    {
        var statement = 0;
        _store.BeforeStatement = sql =>
        {
            statement++;
            if (sql != "ROLLBACK" && (statement == fatal || (dryRun && sql == "COMMIT")))
            {
                throw new IOException($"broken before statement {statement}");
            }
        };
        try
        {
            _store.Commit(batch);
            return false;
        }
        catch (StoreException failure)
        {
            failure.InnerException.ShouldBeOfType<IOException>();
            return true;
        }
        finally
        {
            _store.BeforeStatement = null;
        }
    }

    private string Snapshot()
    {
        var counts = _store.Counts();
        var totals = string.Join(' ', _store.Totals().Select(total => $"{total.Amount} {total.Count}"));
        var accounts = string.Join(", ", _store.Load(["known", "new"]).Select(account => $"{account?.Id} {account?.Version.Number}"));
        return $"{counts.Accounts} accounts, {counts.Records} records, {counts.Effects} effects, {counts.DeadLetters} letters; totals {totals}; "
            + $"progress {_store.ProgressOf(new("e", "billing", 1))}; {accounts}; quarantined {string.Join(',', _store.Quarantined(9))}";
    }
}
