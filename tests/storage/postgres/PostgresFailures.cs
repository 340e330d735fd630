using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage.Postgres;

/// <summary>What a failure in the middle of a commit leaves: the server ends the writer's connection at each step.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class PostgresFailures : IDisposable
{
    private readonly string _schema = PostgresServer.NewSchema();
    private readonly PostgresStore _store;

    public PostgresFailures() => _store = PostgresStore.Open(Options);

    private PostgresStoreOptions Options => new() { ConnectionString = PostgresServer.ConnectionString, Schema = _schema };

    [Theory]
    [InlineData("prepare")]
    [InlineData("rows")]
    [InlineData("contents")]
    public void A_connection_that_breaks_before_the_commit_leaves_nothing_and_a_retry_succeeds(string step)
    {
        var known = _store.Stored(First("known").With(totals: [Owed(1, 10)]));
        var batch = RichBatch(known);
        BreakBefore(step);

        var failure = Should.Throw<StoreException>(() => _store.Commit(batch));

        failure.Failure.ShouldBe(StoreFailure.Unavailable, $"{failure}");
        batch.Accounts[0].Key.ShouldBe(0);
        _store.Counts().ShouldBe(new StoreCounts(1, 1, 0, 0));
        _store.Totals().ShouldBe([new PortfolioTotal(Owed(1, 0).Key, 10, 1)]);
        _store.BeforeStep = null;
        _store.Commit(batch).ShouldBe([true, true, true]);
        _store.Counts().ShouldBe(new StoreCounts(3, 5, 3, 3));
    }

    [Fact]
    public void A_connection_that_breaks_at_the_commit_leaves_its_outcome_unknown()
    {
        BreakBefore("commit");

        Should.Throw<StoreException>(() => _store.Commit(First("A"))).Failure.ShouldBe(StoreFailure.UnknownOutcome);

        _store.BeforeStep = null;
        _store.Counts().Accounts.ShouldBe(0);
        _store.Commit(First("A")).ShouldBe([true]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(4711)]
    public void Any_batches_with_failures_between_leave_what_a_model_holds(int seed)
    {
        var random = new Random(seed);
        var model = new StoreModel(seed);
        for (var round = 0; round < 40; round++)
        {
            var (batch, expected) = model.Next();
            if (random.Next(3) == 0)
            {
                BreakBefore(new[] { "prepare", "rows", "contents", "commit" }[random.Next(4)]);
                Should.Throw<StoreException>(() => _store.Commit(batch)).Failure.ShouldNotBe(StoreFailure.Content, $"seed {seed}, round {round}");
                _store.BeforeStep = null;
            }

            var committed = _store.Commit(batch);
            committed.ShouldBe(expected, $"seed {seed}, round {round}");
            model.Apply(batch, committed);
        }

        model.ShouldBeIn(_store);
    }

    [Fact]
    public void Of_two_stores_that_write_one_account_one_wins()
    {
        using var other = PostgresStore.Open(Options with { Stripe = 1 });
        var first = _store.Stored(First("A").With(totals: [Owed(1, 10)]));
        var theirs = After(first, "theirs").With(totals: [Owed(1, 5)]);
        other.Commit(theirs).ShouldBe([true]);

        _store.Commit(After(first, "ours").With(totals: [Owed(1, 7)])).ShouldBe([false]);

        Text(_store.Load(["A"])[0]!.State).ShouldBe("theirs");
        _store.Totals().ShouldHaveSingleItem().Amount.ShouldBe(15);
    }

    [Fact]
    public void Stores_that_write_beside_each_other_never_mix_their_histories()
    {
        using var other = PostgresStore.Open(Options with { Stripe = 1 });
        Parallel.ForEach<(PostgresStore Store, string Id)>([(_store, "A"), (other, "B")], pair =>
        {
            var write = pair.Store.Stored(First(pair.Id).With(history: [Record(1, pair.Id)], totals: [Owed(1, 1)]));
            for (var sequence = 2; sequence <= 60; sequence++)
            {
                write = pair.Store.Stored(After(write).With(history: [Record(sequence, pair.Id)], totals: [Owed(1, 1)]));
            }
        });

        foreach (var id in new[] { "A", "B" })
        {
            var history = _store.HistoryBackwards(id).ToArray();
            history.Select(record => record.Sequence).ShouldBe(Enumerable.Range(1, 60).Reverse().Select(sequence => (long)sequence));
            history.ShouldAllBe(record => Text(record.Body) == id);
        }

        _store.Totals().ShouldHaveSingleItem().Amount.ShouldBe(120);
    }

    [Fact]
    public void A_history_ends_where_a_month_was_dropped_and_is_reported_where_a_record_is_missing()
    {
        var months = Enumerable.Range(0, 3).Select(month => Record(month + 1) with { LoggedAt = Morning.Plus(NodaTime.Duration.FromDays(31 * month)) });
        _store.Stored(First("A").With(history: [.. months]));
        PostgresServer.Run($"DROP TABLE {_schema}.history_2026_03");
        _store.HistoryBackwards("A").Select(record => record.Sequence).ShouldBe([3, 2]);
        _store.HistoryBefore("A", 4, 10).Select(record => record.Sequence).ShouldBe([3, 2]);
        _store.HistoryBefore("A", 2, 10).ShouldBeEmpty();

        PostgresServer.Run($"DELETE FROM {_schema}.history WHERE sequence = 2");
        Should.Throw<StoreException>(() => _store.HistoryBackwards("A").ToArray()).Message.ShouldContain("breaks off");
        Should.Throw<StoreException>(() => _store.HistoryBefore("A", 2, 10)).Message.ShouldContain("breaks off");
    }

    [Fact]
    public void A_closed_store_neither_writes_nor_reads()
    {
        _store.Dispose();
        Should.Throw<ObjectDisposedException>(() => _store.Commit(First("A")));
        Should.Throw<ObjectDisposedException>(() => _store.Counts());
    }

    public void Dispose() => _store.Dispose();

    private void BreakBefore(string fatal) => _store.BeforeStep = step =>
    {
        if (step == fatal)
        {
            PostgresServer.Run($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'creditrisk writer' AND pid = {_store.WriterProcess}");
        }
    };
}
