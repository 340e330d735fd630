using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Queries for dead letters.</summary>
internal static class DeadLetterReads
{
    private const string Columns = "SELECT id, at, reason, message, account, event_id, origin, body, headers, state, ended_at, outcome FROM dead_letters";

    public const string AllAfter = $"{Columns} WHERE id > $1 ORDER BY id LIMIT $2";

    public const string OneReasonAfter = $"{Columns} WHERE reason = $3 AND id > $1 ORDER BY id LIMIT $2";

    public const string ById = $"{Columns} WHERE id = $1";

    public static StoredDeadLetter Letter(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        new DeadLetter(
            Instant.FromUnixTimeTicks(reader.GetInt64(1)),
            reader.GetString(2),
            reader.GetString(3),
            TextOrNull(reader, 4),
            TextOrNull(reader, 5),
            TextOrNull(reader, 6),
            reader.GetFieldValue<byte[]>(7),
            BytesOrNone(reader, 8),
            BytesOrNone(reader, 9)))
    {
        End = reader.IsDBNull(10) ? null : new LetterEnd(reader.GetInt64(0), Instant.FromUnixTimeTicks(reader.GetInt64(10)), reader.GetString(11)),
    };

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static ReadOnlyMemory<byte> BytesOrNone(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? default : reader.GetFieldValue<byte[]>(column);
}
