using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>A reading connection that keeps its commands prepared. Used by one thread at a time.</summary>
internal sealed class ReadConnection(SqliteStoreOptions options) : IDisposable
{
    private readonly SqliteConnection _connection = SqliteConnections.OpenReader(options);
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>All rows of a query. The list is complete before the connection goes back, so that no snapshot outlives the call.</summary>
    /// <param name="sql">The query; its parameters are named $1, $2 and so on. A constant: each text is kept prepared.</param>
    /// <param name="parse">Makes a value of a row.</param>
    /// <param name="parameters">The parameters' values.</param>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> parse, params ReadOnlySpan<object?> parameters)
    {
        var rows = new List<T>();
        using var reader = Prepare(sql, parameters).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(parse(reader));
        }

        return rows;
    }

    /// <summary>The first row of a query, or null.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> parse, params ReadOnlySpan<object?> parameters)
        where T : class
    {
        using var reader = Prepare(sql, parameters).ExecuteReader();
        return reader.Read() ? parse(reader) : null;
    }

    /// <summary>The one number that a query gives, or null if it gives none.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> parameters) => Prepare(sql, parameters).ExecuteScalar() as long?;

    /// <summary>Lets several queries see one snapshot.</summary>
    public T Snapshot<T>(Func<T> read)
    {
        // As plain statements: the ADO layer's transaction would have to be given to each kept command.
        Prepare("BEGIN DEFERRED", []).ExecuteNonQuery();
        try
        {
            return read();
        }
        finally
        {
            Prepare("ROLLBACK", []).ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var index = 0; index < parameters.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index + 1}" });
            }

            _commands.Add(sql, command);
        }

        for (var index = 0; index < parameters.Length; index++)
        {
            command.Parameters[index].Value = parameters[index] ?? DBNull.Value;
        }

        return command;
    }
}
