using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Reading connections, opened as they are needed and kept, at most so many at once.</summary>
internal sealed class ReadPool(SqliteStoreOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.MaxReaders);
    private readonly ConcurrentBag<ReadConnection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads on a connection of its own; waits while as many reads as allowed are under way.</summary>
    /// <exception cref="Contracts.StoreException">The database cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public T Read<T>(string what, Func<ReadConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteStore));
        _places.Wait();
        try
        {
            return ReadOn(what, _idle.TryTake(out var idle) ? idle : new ReadConnection(options), read);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Closes what is idle; reads under way close their connections when they end.</summary>
    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private T ReadOn<T>(string what, ReadConnection connection, Func<ReadConnection, T> read)
    {
        T result;
        try
        {
            result = read(connection);
        }
        catch (Exception failure)
        {
            // What state the connection is in is not known; the next read opens another one.
            connection.Dispose();
            if (failure is SqliteException sqlite)
            {
                throw SqliteFailure.Of(sqlite, $"Reading {what}");
            }

            throw;
        }

        _idle.Add(connection);
        if (_disposed)
        {
            CloseIdle();
        }

        return result;
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
