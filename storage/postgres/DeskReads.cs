using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

/// <summary>Reads rows of the desk.</summary>
internal static class DeskReads
{
    public static DeskEntry Entry(NpgsqlDataReader reader) => new(reader.GetString(0), Row(reader, 0));

    public static ReadyRestriction Ready(NpgsqlDataReader reader) =>
        new(reader.GetString(0), TextOrNull(reader, 1), reader.GetInt64(2), Instant.FromUnixTimeTicks(reader.GetInt64(3)));

    /// <summary>The row whose columns begin at one.</summary>
    public static DeskRow Row(NpgsqlDataReader reader, int at) => new()
    {
        Unit = TextOrNull(reader, at + 1),
        Manager = TextOrNull(reader, at + 2),
        Region = TextOrNull(reader, at + 3),
        Currency = TextOrNull(reader, at + 4),
        Stage = (Stage)reader.GetInt16(at + 5),
        Overdue = reader.GetInt64(at + 6),
        Actionable = reader.GetInt64(at + 7),
        OldestDueOn = DayOrNull(reader, at + 8),
        Wanted = (RestrictionLevel)reader.GetInt16(at + 9),
        Want = reader.GetInt64(at + 10),
        WantedSince = InstantOrNull(reader, at + 11),
        ReadyAt = InstantOrNull(reader, at + 12),
        InFlight = reader.IsDBNull(at + 13) ? null : (RestrictionAction)reader.GetInt16(at + 13),
        InForce = (RestrictionLevel)reader.GetInt16(at + 14),
        PauseEndsOn = DayOrNull(reader, at + 15),
        BrokenOn = DayOrNull(reader, at + 16),
        CutAt = InstantOrNull(reader, at + 17),
    };

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static CivilDate? DayOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : new CivilDate(reader.GetInt32(column));

    private static Instant? InstantOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromUnixTimeTicks(reader.GetInt64(column));
}
