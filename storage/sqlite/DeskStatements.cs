using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statements that replace accounts' rows of the desk.</summary>
internal sealed class DeskStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _replace = new(database, probe,
        $"""
        INSERT INTO account_desk ({DeskSql.Columns}, account_key)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        ON CONFLICT (account_key) DO UPDATE SET unit = excluded.unit, manager = excluded.manager, region = excluded.region, currency = excluded.currency,
            stage = excluded.stage, overdue = excluded.overdue, actionable = excluded.actionable, oldest_due = excluded.oldest_due, wanted = excluded.wanted,
            want = excluded.want, wanted_since = excluded.wanted_since, ready_at = excluded.ready_at, in_flight = excluded.in_flight, in_force = excluded.in_force,
            pause_ends = excluded.pause_ends, broken_on = excluded.broken_on, cut_at = excluded.cut_at
        """);

    private readonly Statement _remove = new(database, probe, "DELETE FROM account_desk WHERE account_key = ?1");

    /// <summary>Does what a write whose version check passed says about its account's row of the desk.</summary>
    public void Write(AccountWrite write)
    {
        if (!write.DeskChanged)
        {
            return;
        }

        if (write.Desk is { } row)
        {
            Replace(write, row);
        }
        else
        {
            _remove.Bind(1, write.Key);
            _remove.Run();
        }
    }

    public void Dispose()
    {
        _replace.Dispose();
        _remove.Dispose();
    }

    private void Replace(AccountWrite write, DeskRow row)
    {
        _replace.BindText(1, write.Id);
        _replace.BindTextOrNull(2, row.Unit);
        _replace.BindTextOrNull(3, row.Manager);
        _replace.BindTextOrNull(4, row.Region);
        _replace.BindTextOrNull(5, row.Currency);
        _replace.Bind(6, (long)row.Stage);
        _replace.Bind(7, row.Overdue);
        _replace.Bind(8, row.Actionable);
        _replace.BindOrNull(9, row.OldestDueOn?.Number);
        _replace.Bind(10, (long)row.Wanted);
        _replace.Bind(11, row.Want);
        _replace.BindOrNull(12, row.WantedSince?.ToUnixTimeTicks());
        _replace.BindOrNull(13, row.ReadyAt?.ToUnixTimeTicks());
        _replace.BindOrNull(14, (long?)row.InFlight);
        _replace.Bind(15, (long)row.InForce);
        _replace.BindOrNull(16, row.PauseEndsOn?.Number);
        _replace.BindOrNull(17, row.BrokenOn?.Number);
        _replace.BindOrNull(18, row.CutAt?.ToUnixTimeTicks());
        _replace.Bind(19, write.Key);
        _replace.Run();
    }
}
