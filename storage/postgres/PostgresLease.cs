using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>
/// Says which of several processes may do something on a schema: a lock of the server's, held by a connection of its own and gone with it. It is for order and economy; what it protects
/// stays correct without it, since rows are written by their versions.
/// </summary>
public sealed class PostgresLease : IDisposable
{
    // Any number that nothing else in the database locks; "CRsl".
    private const int LockClass = 0x4352736C;

    private static readonly string Holders =
        "(SELECT pid, state_change FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
        + $"AND classid = {LockClass} AND objid::bigint = hashtext($1)::bigint & 4294967295 AND datname = current_database()) holder";

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgresLease(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        _source = source;
        _connection = connection;
        HoldingProcess = connection.ProcessID;
    }

    /// <summary>The server's process that holds the lock.</summary>
    public int HoldingProcess { get; }

    /// <summary>Takes a lease if nobody has it who would not share it.</summary>
    /// <returns>The lease, or null while another process has it.</returns>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static PostgresLease? TryTake(PostgresStoreOptions options, LeaseKind kind)
    {
        var tryLock = kind.IsShared ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
        var source = NpgsqlDataSource.Create(options.Complete("creditrisk lease", 1));
        NpgsqlConnection? connection = null;
        try
        {
            connection = source.OpenConnection();
            // The server is to notice soon when the machine of the holder is gone.
            using var command = new NpgsqlCommand(
                $"SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SELECT {tryLock}({LockClass}, hashtext('{options.Schema}{kind.Purpose}'))", connection);
            if (command.ExecuteScalar() is true)
            {
                return new PostgresLease(source, connection);
            }
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            connection?.Dispose();
            source.Dispose();
            throw PostgresFailure.Of(failure, "Asking for the lease");
        }

        connection.Dispose();
        source.Dispose();
        return null;
    }

    /// <summary>Whether a process of the server's holds the lease of a schema: one whose client is gone may do so until the server notices.</summary>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static bool IsHeldBy(int process, PostgresStoreOptions options, LeaseKind kind) =>
        Ask(options, "Looking who has the lease", $"SELECT EXISTS (SELECT FROM {Holders} WHERE pid = {process})", options.Schema + kind.Purpose);

    /// <summary>Takes the lease away from a holder that has not looked after it for a while: its process hangs or is stopped. It finds that out when it goes on.</summary>
    /// <param name="silence">For how long it has not.</param>
    /// <param name="options">The store.</param>
    /// <param name="kind">Which lease.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static bool EndSilentHolder(TimeSpan silence, PostgresStoreOptions options, LeaseKind kind) => Ask(
        options,
        "Looking whether the lease's holder lives",
        $"SELECT coalesce(bool_or(pg_terminate_backend(pid, 1000)), false) FROM {Holders} WHERE state_change < clock_timestamp() - make_interval(secs => $2)",
        options.Schema + kind.Purpose,
        silence.TotalSeconds);

    /// <summary>Whether it is still held: asks the server over the connection that holds it.</summary>
    public bool IsHeld()
    {
        try
        {
            using var command = new NpgsqlCommand("SELECT true", _connection);
            return command.ExecuteScalar() is true;
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure) || failure is InvalidOperationException)
        {
            // A connection that broke has let go of the lock.
            return false;
        }
    }

    /// <summary>Gives the lease up.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _source.Dispose();
    }

    private static bool Ask(PostgresStoreOptions options, string doing, string sql, params ReadOnlySpan<object> values)
    {
        try
        {
            using var source = NpgsqlDataSource.Create(options.Complete("creditrisk lease", 1));
            using var command = source.CreateCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            return command.ExecuteScalar() is true;
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            throw PostgresFailure.Of(failure, doing);
        }
    }
}
