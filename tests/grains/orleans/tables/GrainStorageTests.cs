using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tables;

/// <summary>Orleans' own storage on the table of grains' states.</summary>
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class GrainStorageTests : IAsyncLifetime
{
    private const string Type = "kept";

    private readonly RealCluster _cluster = new();
    private IGrainStorage _storage = null!;

    private string Schema => _cluster.Store.Schema;

    public async Task InitializeAsync() => _storage = (await _cluster.StartSiloAsync()).Services.GetRequiredKeyedService<IGrainStorage>(RealCluster.Storage);

    public Task DisposeAsync() => _cluster.StopAsync();

    [Fact]
    public async Task One_of_several_first_writes_wins_and_the_others_learn_it()
    {
        const int Grains = 150;
        const int Writers = 8;
        var attempts = await Task.WhenAll(
            from grain in Enumerable.Range(0, Grains)
            from writer in Enumerable.Range(0, Writers)
            select Task.Run(async () => (grain, writer, Won: await WritesAsync(Grain($"g{grain}"), new GrainState<Kept>(new Kept { Number = writer })))));

        var winners = attempts.Where(attempt => attempt.Won).ToDictionary(attempt => attempt.grain, attempt => attempt.writer);
        winners.Count.ShouldBe(Grains);
        attempts.Count(attempt => attempt.Won).ShouldBe(Grains);
        PostgresServer.Value($"SELECT count(*) FROM {Schema}.grain_states").ShouldBe((long)Grains);
        foreach (var (grain, writer) in winners)
        {
            (await ReadAsync(Grain($"g{grain}"))).State!.Number.ShouldBe(writer);
        }
    }

    [Fact]
    public async Task A_first_write_waits_for_another_that_is_not_committed_and_yields_to_it()
    {
        await using var other = new OpenWrite(_cluster.Store);
        await other.RunAsync($"""
            INSERT INTO grain_states (hash, service, type, number_0, number_1, extension, state)
            SELECT hash, service, type, number_0, number_1, extension, state FROM ({await RowOfAsync(Grain("one"))}) AS row
            """);

        var write = Task.Run(() => WritesAsync(Grain("one"), new GrainState<Kept>(new Kept())));
        await other.IsWaitedForAsync(write);
        await other.CommitAsync();

        (await write).ShouldBeFalse();
        PostgresServer.Value($"SELECT count(*) FROM {Schema}.grain_states").ShouldBe(1L);
    }

    [Fact]
    public async Task A_state_comes_back_and_is_written_again_by_who_knows_its_version()
    {
        foreach (var grain in new[] { Grain("text"), Grain("with spaces / ünïcode"), Grain(GrainIdKeyExtensions.CreateIntegerKey(7)), Grain(GrainIdKeyExtensions.CreateIntegerKey(7, "x")) })
        {
            var state = await ReadAsync(grain);
            state.RecordExists.ShouldBeFalse();
            state.State!.Number = 1;
            await _storage.WriteStateAsync(Type, grain, state);
            state.State!.Number = 2;
            await _storage.WriteStateAsync(Type, grain, state);

            var again = await ReadAsync(grain);
            (again.State!.Number, again.ETag, again.RecordExists).ShouldBe((2, "2", true));
        }

        PostgresServer.Value($"SELECT count(*) FROM {Schema}.grain_states").ShouldBe(4L);
    }

    [Fact]
    public async Task One_of_several_writes_from_one_version_wins()
    {
        await WritesAsync(Grain("one"), new GrainState<Kept>(new Kept()));
        var read = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReadAsync(Grain("one"))));

        var won = await Task.WhenAll(read.Select(state => Task.Run(() => WritesAsync(Grain("one"), state))));

        won.Count(one => one).ShouldBe(1);
        (await ReadAsync(Grain("one"))).ETag.ShouldBe("2");
    }

    [Fact]
    public async Task A_stale_version_neither_writes_nor_clears()
    {
        await WritesAsync(Grain("one"), new GrainState<Kept>(new Kept { Number = 1 }));
        var stale = await ReadAsync(Grain("one"));
        await WritesAsync(Grain("one"), await ReadAsync(Grain("one")));

        (await WritesAsync(Grain("one"), stale)).ShouldBeFalse();
        await Should.ThrowAsync<InconsistentStateException>(() => _storage.ClearStateAsync(Type, Grain("one"), stale));
        (await WritesAsync(Grain("two"), new GrainState<Kept>(new Kept()) { ETag = "1" })).ShouldBeFalse();

        (await ReadAsync(Grain("one"))).State!.Number.ShouldBe(1);
        (await ReadAsync(Grain("two"))).RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cleared_state_is_written_again_but_not_by_who_knew_it_before()
    {
        await WritesAsync(Grain("one"), new GrainState<Kept>(new Kept { Number = 1 }));
        var before = await ReadAsync(Grain("one"));
        var state = await ReadAsync(Grain("one"));

        await _storage.ClearStateAsync(Type, Grain("one"), state);
        (await ReadAsync(Grain("one"))).RecordExists.ShouldBeFalse();
        (await WritesAsync(Grain("one"), before)).ShouldBeFalse();
        (await WritesAsync(Grain("one"), new GrainState<Kept>(new Kept()))).ShouldBeFalse();

        state.State!.Number = 3;
        (await WritesAsync(Grain("one"), state)).ShouldBeTrue();
        (await ReadAsync(Grain("one"))).State!.Number.ShouldBe(3);
    }

    [Fact]
    public async Task A_state_is_found_by_its_key()
    {
        await WritesAsync(Grain("one"), new GrainState<Kept>(new Kept()));

        var plan = PostgresServer.Plan(Schema, "SELECT state FROM grain_states WHERE hash = $1 AND service = $2 AND type = $3 AND number_0 = $4 AND number_1 = $5 AND extension IS NOT DISTINCT FROM $6", 1, "s", "t", 0L, 0L, "x");

        plan.ShouldContain(line => line.Contains("Index Scan", StringComparison.Ordinal));
    }

    private static GrainId Grain(string key) => GrainId.Create(Type, key);

    private static GrainId Grain(IdSpan key) => GrainId.Create(GrainType.Create(Type), key);

    private async Task<GrainState<Kept>> ReadAsync(GrainId grain)
    {
        var state = new GrainState<Kept>(new Kept());
        await _storage.ReadStateAsync(Type, grain, state);
        return state;
    }

    private async Task<bool> WritesAsync(GrainId grain, GrainState<Kept> state)
    {
        try
        {
            await _storage.WriteStateAsync(Type, grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    // The row that Orleans would write, as a query that gives it: written once, and taken away again.
    private async Task<string> RowOfAsync(GrainId grain)
    {
        await WritesAsync(grain, new GrainState<Kept>(new Kept()));
        PostgresServer.Run($"CREATE TABLE {Schema}.taken AS SELECT * FROM {Schema}.grain_states; DELETE FROM {Schema}.grain_states");
        return "SELECT * FROM taken";
    }
}
