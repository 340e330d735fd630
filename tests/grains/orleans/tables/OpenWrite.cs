using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Storage.Postgres;
using Npgsql;

namespace CreditRisk.Tests.Grains.Cluster.Tables;

/// <summary>A transaction that has written and is not committed yet, so that others wait for it.</summary>
internal sealed class OpenWrite : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    public OpenWrite(PostgresStoreOptions store)
    {
        _connection = new NpgsqlConnection(store.Complete("test", 1));
        _connection.Open();
    }

    /// <summary>Writes.</summary>
    public Task RunAsync(string sql) => CommandAsync("BEGIN; " + sql);

    /// <summary>Returns when somebody waits for it, or has ended without.</summary>
    public async Task IsWaitedForAsync(Task waiter)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!waiter.IsCompleted && PostgresServer.Value($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE {_connection.ProcessID} = ANY (pg_blocking_pids(pid)))") is false)
        {
            await looks.WaitForNextTickAsync();
        }
    }

    /// <summary>Lets them go on.</summary>
    public Task CommitAsync() => CommandAsync("COMMIT");

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task CommandAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
