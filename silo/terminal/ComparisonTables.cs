using CreditRisk.Silo.Comparison;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>A comparison of rules for people.</summary>
internal static class ComparisonTables
{
    private const int MostAccounts = 10;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ReplayComparison comparison)
    {
        var input = comparison.Input;
        console.WriteLine($"old: {ComparisonWords.Rules(comparison.Old, comparison.New)}");
        console.WriteLine($"new: {ComparisonWords.Rules(comparison.New, comparison.Old)}");
        console.WriteLine(ComparisonWords.Input(input));
        foreach (var note in ComparisonWords.Notes(input))
        {
            console.WriteLine(note);
        }

        console.WriteLine();
        WriteAccounts(console, comparison);
        WriteBeginnings(console, comparison);
        WriteMoney(console, comparison);
        WriteGravest(console, comparison);
        console.WriteLine($"{ComparisonWords.Number(comparison.DifferentAccounts)} of {ComparisonWords.Number(input.Accounts)} accounts fare differently");
    }

    private static void WriteAccounts(IAnsiConsole console, ReplayComparison comparison)
    {
        var table = NewTable("stage", "old", "new", "spared", "added");
        foreach (var (subject, accounts) in comparison.Subjects.Select(one => (one.Subject, one.Accounts)))
        {
            table.AddRow(StageStyle.Markup(subject), ComparisonWords.Number(accounts.Old), ComparisonWords.Number(accounts.New), ComparisonWords.Number(accounts.Spared), ComparisonWords.Number(accounts.Added));
        }

        Pages.Section(console, "Accounts that enter a stage", table);
    }

    private static void WriteBeginnings(IAnsiConsole console, ReplayComparison comparison)
    {
        var table = NewTable("stage", "old", "new", "only old", "only new", "same day", "earlier", "later", "shift in days");
        foreach (var one in comparison.Subjects)
        {
            var counts = one.Beginnings;
            table.AddRow(
                StageStyle.Markup(one.Subject), ComparisonWords.Number(counts.Old), ComparisonWords.Number(counts.New), ComparisonWords.Number(counts.OnlyOld), ComparisonWords.Number(counts.OnlyNew),
                ComparisonWords.Number(counts.SameDay), ComparisonWords.Number(counts.Earlier), ComparisonWords.Number(counts.Later), ComparisonWords.Shifts(one.Shifts));
        }

        Pages.Section(console, "Warnings raised", table);
    }

    private static void WriteMoney(IAnsiConsole console, ReplayComparison comparison)
    {
        var table = NewTable("stage", "currency", "", "old", "new", "only old", "only new");
        foreach (var (subject, money) in comparison.Subjects.SelectMany(one => one.Money.Select(money => (one.Subject, money))))
        {
            AddRow(table, subject, money, "actionable", view => view.Actionable);
            AddRow(table, subject, money, "overdue", view => view.Overdue);
        }

        Pages.Section(console, "Money at stake when warnings were raised", table);
    }

    private static void AddRow(Table table, string subject, MoneyComparison money, string what, Func<MoneyView, string> amount) => table.AddRow(
        [StageStyle.Markup(subject), money.Currency, what, .. new[] { money.Old, money.New, money.OnlyOld, money.OnlyNew }.Select(view => ComparisonWords.Money(amount(view)))]);

    private static void WriteGravest(IAnsiConsole console, ReplayComparison comparison)
    {
        if (comparison.Accounts.Count == 0)
        {
            return;
        }

        var table = NewTable("account", "stage", "old", "new", "days", "actionable", "reason");
        table.Columns[^1].LeftAligned();
        foreach (var account in comparison.Accounts.Take(MostAccounts))
        {
            var gravest = account.Gravest;
            var shown = (gravest.New ?? gravest.Old)!;
            table.AddRow(
                Pages.Text(account.Account), StageStyle.Markup(gravest.Subject), gravest.Old?.On ?? "-", gravest.New?.On ?? "-",
                gravest.ShiftDays is { } days ? ComparisonWords.Days(days) : "", Pages.Text($"{ComparisonWords.Money(shown.Actionable)} {shown.Currency}"), Pages.Text(string.Join(", ", shown.Reasons)));
        }

        Pages.Section(console, "The gravest differences", table);
    }

    private static Table NewTable(string first, params string[] others)
    {
        var table = Pages.NewTable();
        table.AddColumn(first);
        foreach (var other in others)
        {
            table.AddColumn(new TableColumn(other).RightAligned());
        }

        return table;
    }
}
