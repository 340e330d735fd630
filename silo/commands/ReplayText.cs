using System.Globalization;
using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Commands;

/// <summary>A replay's report for people.</summary>
internal static class ReplayText
{
    public static void Write(IAnsiConsole console, ReplayReport report)
    {
        WriteEvents(console, report);
        WriteStages(console, report);
        foreach (var currency in report.Currencies)
        {
            WriteAgeing(console, currency, report.Day);
        }

        var latency = report.Latency is { P50Milliseconds: { } p50, P99Milliseconds: { } p99 }
            ? $"; append to durable: p50 {Number(p50)} ms, p99 {Number(p99)} ms"
            : "";
        console.WriteLine($"{report.Events.Read} events in {Number(report.Seconds)} s: {Number(report.Rate)} events/s{latency}");
    }

    private static void WriteEvents(IAnsiConsole console, ReplayReport report)
    {
        var table = NewTable("event type", "applied", "duplicate", "refused");
        foreach (var (type, counts) in report.ByType)
        {
            table.AddRow(type.EscapeMarkup(), Number(counts.Applied), Number(counts.Duplicate), Number(counts.Refused));
        }

        table.AddRow("[bold]all[/]", Number(report.Events.Applied), Number(report.Events.Duplicate), Number(report.Events.Refused));
        console.Write(table);
    }

    private static void WriteStages(IAnsiConsole console, ReplayReport report)
    {
        var table = NewTable("stage", "customers", "warnings raised");
        foreach (var (stage, customers) in report.Stages)
        {
            table.AddRow(stage, Number(customers), report.Warnings.ByStage.TryGetValue(stage, out var raised) ? Number(raised) : "");
        }

        table.AddRow("[bold]all[/]", Number(report.Customers), Number(report.Warnings.Raised));
        console.Write(table);
        console.WriteLine($"warnings cleared: {Number(report.Warnings.Cleared)}, withdrawn: {Number(report.Warnings.Withdrawn)}");
    }

    private static void WriteAgeing(IAnsiConsole console, CurrencyView currency, string day)
    {
        var table = NewTable($"{currency.Currency} on {day}", "amount");
        foreach (var (bucket, amount) in currency.Ageing)
        {
            table.AddRow(bucket, amount);
        }

        table.AddRow("[bold]receivable[/]", currency.Receivable);
        table.AddRow("of which overdue", currency.Overdue);
        table.AddRow("unbilled usage", currency.Unbilled);
        console.Write(table);
    }

    private static Table NewTable(string first, params string[] numbers)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(first.EscapeMarkup());
        foreach (var number in numbers)
        {
            table.AddColumn(new TableColumn(number.EscapeMarkup()).RightAligned());
        }

        return table;
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
