using Microsoft.Data.Sqlite;
using NodaTime;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Reads columns as the writer stores them.</summary>
internal static class Columns
{
    /// <summary>Bytes; NULL stands for none.</summary>
    public static ReadOnlyMemory<byte> Bytes(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(column);

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>An instant that is stored in units of 100 ns.</summary>
    public static Instant Instant(this SqliteDataReader reader, int column) => NodaTime.Instant.FromUnixTimeTicks(reader.GetInt64(column));

    /// <summary>An instant that is stored in milliseconds, or null.</summary>
    public static Instant? MillisecondsOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : NodaTime.Instant.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>A hash, whose sign bit is a bit like any other.</summary>
    public static ulong Hash(this SqliteDataReader reader, int column) => unchecked((ulong)reader.GetInt64(column));
}
