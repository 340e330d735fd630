using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>One connection that writes accounts, opened when it is needed and anew when it is doubtful. Its calls wait for each other.</summary>
/// <param name="source">Makes the connection.</param>
/// <param name="stripe">The stripe of the totals that it adds to.</param>
/// <param name="totals">The totals of that stripe: names the sum that does not fit.</param>
internal sealed class PostgresWriter(NpgsqlDataSource source, int stripe, Func<int, IReadOnlyList<PortfolioTotal>> totals) : IAccountWriter, IDisposable
{
    private readonly HistoryPlaces _places = new();
    private readonly HashSet<string> _ids = [];
    private readonly Lock _lock = new();
    private NpgsqlConnection? _connection;
    private bool _disposed;

    /// <summary>Is told before each step of a commit; tests break it there.</summary>
    public Action<string>? BeforeStep { get; set; }

    /// <summary>The server's process that serves the connection, or 0.</summary>
    public int Process => _connection?.ProcessID ?? 0;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public bool[] Commit(CommitBatch batch)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
            BatchChecks.Check(batch, _ids);
            try
            {
                return new PostgresTransaction(Connected(), _places, stripe, BeforeStep).Run(batch);
            }
            catch (StoreException failure)
            {
                CloseIf(failure.Failure == StoreFailure.UnknownOutcome);
                throw;
            }
            catch (Exception failure) when (PostgresFailure.IsKnown(failure))
            {
                var known = PostgresFailure.Of(failure, "The batch");
                CloseIf(known.Failure != StoreFailure.Content);
                throw Named(known, batch);
            }
            catch (Exception failure)
            {
                // Whatever was thrown while the connection went away is no matter of the content.
                var meaning = _connection is { FullState: System.Data.ConnectionState.Open } ? StoreFailure.Content : StoreFailure.Unavailable;
                CloseIf(true);
                throw new StoreException($"The batch was not committed: {failure.Message}", failure, meaning);
            }
        }
    }

    /// <summary>Does something else with the connection, which is closed where that fails.</summary>
    /// <param name="work">What.</param>
    /// <param name="what">As it is called where it fails.</param>
    /// <exception cref="StoreException">The server is away or refuses.</exception>
    public T Use<T>(Func<NpgsqlConnection, T> work, string what)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(PostgresStore));
            try
            {
                return work(Connected());
            }
            catch (Exception failure) when (PostgresFailure.IsKnown(failure))
            {
                CloseIf(true);
                throw PostgresFailure.Of(failure, what);
            }
        }
    }

    /// <summary>A month's partition was dropped: a late record makes it anew.</summary>
    public void Forget(HistoryMonth month)
    {
        lock (_lock)
        {
            _places.Forget(month);
        }
    }

    /// <summary>Closes the connection; waits for a commit that is under way.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _connection?.Dispose();
        }
    }

    /// <summary>A sum that does not fit is named: the server does not say which one it was.</summary>
    private StoreException Named(StoreException failure, CommitBatch batch)
    {
        if (failure.InnerException is not PostgresException { SqlState: PostgresFailure.OutOfRange })
        {
            return failure;
        }

        try
        {
            var sums = new TotalSums();
            foreach (var write in batch.Accounts)
            {
                sums.Add(write.Totals);
            }

            var present = totals(stripe).ToDictionary(total => total.Key, total => (total.Amount, total.Count));
            foreach (var (key, amount, count) in sums.Changes())
            {
                _ = TotalSums.Sum(key, present.GetValueOrDefault(key), (amount, count));
            }

            return failure;
        }
        catch (StoreException named)
        {
            return named;
        }
    }

    private NpgsqlConnection Connected()
    {
        if (_connection is { FullState: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        _connection?.Dispose();
        _connection = null;
        return _connection = source.OpenConnection();
    }

    // What a connection was about when it failed is not known; the next commit opens another one.
    private void CloseIf(bool isDoubtful)
    {
        if (isDoubtful && _connection is { } connection)
        {
            _connection = null;
            NpgsqlConnection.ClearPool(connection);
            connection.Dispose();
        }
    }
}
