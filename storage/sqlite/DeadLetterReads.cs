using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Queries for dead letters.</summary>
internal static class DeadLetterReads
{
    private const string Columns = "SELECT id, at, reason, message, account, event_id, origin, body, headers, state, ended_at, outcome FROM dead_letters";

    private const string AllAfter = $"{Columns} WHERE id > $1 ORDER BY id LIMIT $2";

    private const string OneReasonAfter = $"{Columns} WHERE reason = $1 AND id > $2 ORDER BY id LIMIT $3";

    private const string ById = $"{Columns} WHERE id = $1";

    public static IReadOnlyList<StoredDeadLetter> After(ReadConnection connection, long afterId, int most, string? reason) => reason is null
        ? connection.Query(AllAfter, Letter, afterId, most)
        : connection.Query(OneReasonAfter, Letter, reason, afterId, most);

    public static StoredDeadLetter? One(ReadConnection connection, long id) => connection.First(ById, Letter, id);

    private static StoredDeadLetter Letter(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        new DeadLetter(
            reader.Instant(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.TextOrNull(4),
            reader.TextOrNull(5),
            reader.TextOrNull(6),
            reader.Bytes(7),
            reader.Bytes(8),
            reader.Bytes(9)))
    {
        End = reader.IsDBNull(10) ? null : new LetterEnd(reader.GetInt64(0), reader.Instant(10), reader.GetString(11)),
    };
}
