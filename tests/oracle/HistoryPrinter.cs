using CreditRisk.Domain.Events;

namespace CreditRisk.Tests.Oracle;

/// <summary>Records in lines that a person can follow.</summary>
internal static class HistoryPrinter
{
    public static string Line(TimedRecord record)
    {
        var header = record.Event.Header;
        var happened = header.Time == record.LoggedAt ? "" : $" (happened {header.Time})";
        return $"{record.LoggedAt}{happened} {record.Event.GetType().Name} {Describe(record.Event)} [{header.Source} {header.Id}]";
    }

    private static string Describe(AccountEvent e) => e switch
    {
        CustomerStated x => $"{(x.Registers ? "registered" : "updated")} zone {x.TimeZone ?? "-"}",
        ItemCharged x => $"{x.ItemId} {x.Kind} {x.Charged} issued {x.IssuedOn} due {x.DueOn}",
        ItemCancelled x => x.ItemId,
        DueDateChanged x => $"{x.ItemId} due {x.DueOn}",
        CreditGiven x => $"{x.CreditId} {x.Credited} {(x.ItemId is null ? "for the pool" : $"for {x.ItemId}")}",
        DebtMoved x => $"{x.ItemId} {x.Move} {x.Moved}",
        PaymentInitiated x => $"{x.PaymentId} {x.Sum}{(x.MaturesOn is { } day ? $" matures {day}" : "")}",
        PaymentFailed x => x.PaymentId,
        PaymentReceived x => $"{x.PaymentId} {x.Sum}{(x.PaidOn is { } day ? $" paid on {day}" : "")}"
            + string.Concat(x.Allocations.Select(part => $", {part.Part} for {part.ItemId}")),
        PaymentReturned x => $"{x.PaymentId} {x.Part?.ToString() ?? "all that is left"}{(x.IsRefund ? " refunded" : "")}",
        DisputeOpened x => $"{x.DisputeId} {x.Disputed?.ToString() ?? "all"} of {x.InvoiceId}",
        DisputeClosed x => x.DisputeId,
        HoldGranted x => $"{x.HoldId} {x.From} to {x.To}",
        HoldEnded x => x.HoldId,
        KeyEventOpened x => $"{x.CaseId} {x.Kind}",
        KeyEventClosed x => x.CaseId,
        _ => "",
    };
}
