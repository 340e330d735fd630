using System.Text;
using Npgsql;

namespace CreditRisk.Silo.Restrictions;

/// <summary>Small texts that outlive the process, each under a name.</summary>
public interface IKeptText
{
    /// <summary>The text, or null where there is none.</summary>
    Task<string?> LoadAsync(string name);

    /// <summary>Keeps a text: it is durable when the task ends.</summary>
    Task SaveAsync(string name, string text);
}

/// <summary>Texts as files of a directory.</summary>
/// <param name="directory">The directory, which exists.</param>
public sealed class FileTexts(string directory) : IKeptText
{
    /// <inheritdoc/>
    public async Task<string?> LoadAsync(string name) => File.Exists(PathOf(name)) ? await File.ReadAllTextAsync(PathOf(name)) : null;

    /// <inheritdoc/>
    public async Task SaveAsync(string name, string text)
    {
        // Whole or as it was: the file takes the other one's place when it is on disk.
        var written = PathOf(name) + ".new";
        await using (var file = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(written, PathOf(name), overwrite: true);
    }

    private string PathOf(string name) => Path.Combine(directory, $"{name}.json");
}

/// <summary>Texts in the table of settings of a PostgreSQL schema.</summary>
/// <param name="source">The server.</param>
/// <param name="schema">The schema, a lower-case identifier.</param>
public sealed class TableTexts(NpgsqlDataSource source, string schema) : IKeptText, IAsyncDisposable
{
    /// <inheritdoc/>
    public async Task<string?> LoadAsync(string name)
    {
        await using var command = source.CreateCommand($"SELECT value FROM {schema}.settings WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <inheritdoc/>
    public async Task SaveAsync(string name, string text)
    {
        await using var command = source.CreateCommand($"INSERT INTO {schema}.settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();
}
