using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Time;
using CreditRisk.Storage.Contracts;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CreditRisk.Storage.Sqlite;

/// <summary>Queries for lists of the desk.</summary>
internal static class DeskReads
{
    public static IReadOnlyList<DeskEntry> Page(ReadConnection connection, DeskQuery query)
    {
        var (text, parameters) = DeskSql.Of(query, names: true);
        return connection.Query(text, reader => new DeskEntry(reader.GetString(0), Row(reader, 0)), parameters);
    }

    public static IReadOnlyList<ReadyRestriction> Ready(ReadConnection connection, ReadyRestriction? after, int most) => connection.Query(
        DeskSql.Ready,
        reader => new ReadyRestriction(reader.GetString(0), reader.TextOrNull(1), reader.GetInt64(2), reader.Instant(3)),
        after?.ReadyAt.ToUnixTimeTicks() ?? long.MinValue,
        after?.Account ?? "",
        most);

    /// <summary>The row whose columns begin at one.</summary>
    public static DeskRow Row(SqliteDataReader reader, int at) => new()
    {
        Unit = reader.TextOrNull(at + 1),
        Manager = reader.TextOrNull(at + 2),
        Region = reader.TextOrNull(at + 3),
        Currency = reader.TextOrNull(at + 4),
        Stage = (Stage)reader.GetInt64(at + 5),
        Overdue = reader.GetInt64(at + 6),
        Actionable = reader.GetInt64(at + 7),
        OldestDueOn = DayOrNull(reader, at + 8),
        Wanted = (RestrictionLevel)reader.GetInt64(at + 9),
        Want = reader.GetInt64(at + 10),
        WantedSince = InstantOrNull(reader, at + 11),
        ReadyAt = InstantOrNull(reader, at + 12),
        InFlight = reader.IsDBNull(at + 13) ? null : (RestrictionAction)reader.GetInt64(at + 13),
        InForce = (RestrictionLevel)reader.GetInt64(at + 14),
        PauseEndsOn = DayOrNull(reader, at + 15),
        BrokenOn = DayOrNull(reader, at + 16),
        CutAt = InstantOrNull(reader, at + 17),
    };

    private static CivilDate? DayOrNull(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : new CivilDate(reader.GetInt32(column));

    private static Instant? InstantOrNull(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);
}
