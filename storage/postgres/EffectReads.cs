using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Queries for effects.</summary>
internal static class EffectReads
{
    private const string Columns =
        "SELECT e.position, a.id, e.number, e.topic, e.type, e.at, e.body FROM effects e JOIN accounts a ON a.key = e.account_key";

    public const string AllAfter = $"{Columns} WHERE e.position > $1 ORDER BY e.position LIMIT $2";

    public const string OneAfter = $"{Columns} WHERE a.id = $3 AND e.position > $1 ORDER BY e.number LIMIT $2";

    public const string AllNewest = $"{Columns} ORDER BY e.position DESC LIMIT $1";

    public const string OneNewest = $"{Columns} WHERE a.id = $2 ORDER BY e.number DESC LIMIT $1";

    public static StoredEffect Effect(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetInt64(2),
        reader.GetString(3),
        reader.GetString(4),
        Instant.FromUnixTimeTicks(reader.GetInt64(5)),
        reader.GetFieldValue<byte[]>(6));
}
