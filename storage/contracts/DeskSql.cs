using System.Text;

namespace CreditRisk.Storage.Contracts;

/// <summary>The queries for lists of a desk, which both stores understand: their indexes are the same.</summary>
internal static class DeskSql
{
    /// <summary>The row's columns but for its key, in the order in which both stores read them.</summary>
    public const string Columns =
        """
        account, unit, manager, region, currency, stage, overdue, actionable, oldest_due, wanted, want, wanted_since, ready_at, in_flight, in_force, pause_ends, broken_on, cut_at
        """;

    /// <summary>The same columns of a table that is joined as <c>d</c>.</summary>
    public static readonly string Joined = string.Join(", ", Columns.Split(", ").Select(column => $"d.{column}"));

    /// <summary>What is ready behind a place: its instant and account, at most so many.</summary>
    public const string Ready =
        "SELECT account, region, want, ready_at FROM account_desk WHERE ready_at IS NOT NULL AND (ready_at, account) > ($1, $2) ORDER BY ready_at, account LIMIT $3";

    // Ids are printable ASCII: nothing of them comes before the one, nor after the other.
    private const string BeforeAll = "", BehindAll = "\u007f";

    /// <summary>The query and its parameters, numbers and texts.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="names">Whether the query names its index, as SQLite has it, which without statistics would take any of them; the planner of PostgreSQL knows better by itself.</param>
    public static (string Text, object[] Parameters) Of(DeskQuery query, bool names = false)
    {
        var (order, isListed, index) = query.List switch
        {
            DeskList.Cuts => ("cut_at", "cut_at IS NOT NULL", "desk_cuts"),
            DeskList.Amounts => ("overdue", "overdue > 0", "desk_amounts"),
            DeskList.Ages => ("oldest_due", "oldest_due IS NOT NULL", "desk_ages"),
            DeskList.BrokenPromises => ("broken_on", "broken_on IS NOT NULL", "desk_broken"),
            _ => ("pause_ends", "pause_ends IS NOT NULL", "desk_pauses"),
        };
        var hint = !names ? "" : $" INDEXED BY {index}{(query.Manager is not null ? "_of_manager" : query.Unit is not null ? "_of_unit" : "")}";
        var (beyond, within, direction) = query.IsDescending ? ("<", ">=", " DESC") : (">", "<=", "");
        var start = query.After ?? (query.IsDescending ? new DeskPlace(query.Greatest, BehindAll) : new DeskPlace(query.Least, BeforeAll));
        List<object> parameters = [start.Value, start.Account, query.IsDescending ? query.Least : query.Greatest, (long)Math.Max(0, query.Most)];
        // The condition of the index word for word, and the place as one value: else ties would be gone through one by one.
        var sql = new StringBuilder($"SELECT {Columns} FROM account_desk{hint} WHERE {isListed} AND ({order}, account) {beyond} ($1, $2) AND {order} {within} $3");
        Add(sql, parameters, "currency", query.Currency);
        Add(sql, parameters, "unit", query.Unit);
        Add(sql, parameters, "manager", query.Manager);
        sql.Append($" ORDER BY {order}{direction}, account{direction} LIMIT $4");
        return (sql.ToString(), [.. parameters]);
    }

    private static void Add(StringBuilder sql, List<object> parameters, string column, string? value)
    {
        if (value is not null)
        {
            parameters.Add(value);
            sql.Append($" AND {column} = ${parameters.Count}");
        }
    }
}
