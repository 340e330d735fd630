using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>
/// Says which of several processes is the active one of a schema: a lock of the server's, held by a connection of its own and gone with it. It is for order and economy; what it protects
/// stays correct without it, since rows are written by their versions.
/// </summary>
public sealed class PostgresLease : IDisposable
{
    // Any number that nothing else in the database locks; "CRsl".
    private const int LockClass = 0x4352736C;

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgresLease(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        _source = source;
        _connection = connection;
    }

    /// <summary>The server's process that holds the lock.</summary>
    internal int HoldingProcess => _connection.ProcessID;

    /// <summary>Takes the lease if nobody has it.</summary>
    /// <returns>The lease, or null while another process has it.</returns>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public static PostgresLease? TryTake(PostgresStoreOptions options)
    {
        var source = NpgsqlDataSource.Create(options.Complete("creditrisk lease", 1));
        NpgsqlConnection? connection = null;
        try
        {
            connection = source.OpenConnection();
            // The server is to notice soon when the machine of the active process is gone.
            using var command = new NpgsqlCommand(
                $"SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SELECT pg_try_advisory_lock({LockClass}, hashtext('{options.Schema}'))", connection);
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
}
