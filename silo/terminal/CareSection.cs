using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>The part of an account's page on the restriction of supply, and on what is with persons: nothing where there is nothing of it.</summary>
internal static class CareSection
{
    /// <summary>Writes the part.</summary>
    public static void Write(IAnsiConsole console, AccountView view)
    {
        var table = Pages.NewTable();
        table.AddColumns("what", "state", "until", "because");
        AddRestriction(table, view.Restriction);
        foreach (var holdback in view.Holdbacks)
        {
            Add(table, $"guard {holdback.Guard}", "", Time(holdback.Until), holdback.Reason);
        }

        foreach (var promise in view.Arrangements)
        {
            Add(table, $"{promise.Kind} {promise.Id}", promise.Standing, promise.NextDueOn ?? promise.BrokenOn ?? "", $"{promise.Left} left");
        }

        foreach (var notice in view.Notices)
        {
            Add(table, $"notification {notice.Template}", notice.Outcome, "", $"{notice.Stage}, sent {Pages.Time(notice.SentAt)}{(notice.DeliveredAt is { } at ? $", delivered {Pages.Time(at)}" : "")}");
        }

        foreach (var task in view.Tasks)
        {
            Add(table, $"task {task.Kind}", task.Done ? "done" : "open", Time(task.DueAt), task.Reason);
        }

        if (view.Approval is { } asked)
        {
            Add(table, $"approval of {asked.Stage}", asked.RefusedBy is { } by ? $"refused by {by}" : $"{asked.GrantedBy.Count} of {asked.Persons}", Time(asked.DueAt), asked.Approver);
        }

        if (table.Rows.Count > 0)
        {
            Pages.Section(console, "Restriction, guards and tasks", table);
        }
    }

    private static void AddRestriction(Table table, RestrictionView restriction)
    {
        if (restriction.InForce != "none")
        {
            Add(table, "supply", restriction.InForce, Time(restriction.RestoreBy), restriction.RestoreBy is null ? "" : "to be restored");
        }

        if (restriction.Wanted is { } wanted)
        {
            Add(table, $"{wanted.Level} wanted", wanted.ReadyAt is null ? "held back" : "waits for leave", Time(restriction.RetryAt), $"since {Pages.Time(wanted.Since)}");
        }

        if (restriction.InFlight is { } flight)
        {
            Add(table, $"command {flight.Action}", flight.Phase, Time(flight.AnswerBy), $"sent {Pages.Time(flight.SentAt)}, attempt {flight.Attempt}");
        }
    }

    private static void Add(Table table, string what, string state, string until, string because) =>
        table.AddRow(Pages.Text(what), Pages.Text(state), Pages.Text(until), Pages.Text(because));

    private static string Time(NodaTime.Instant? instant) => instant is { } at ? Pages.Time(at) : "";
}
