using System.Globalization;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>Events as a sender would send them.</summary>
internal static class Sent
{
    public static string Event(string id, string type, string account, string data, string time = "2026-03-01T08:00:00Z") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"{{type}}","subject":"{{account}}","time":"{{time}}","data":{{data}}}""";

    public static string Invoice(string id, string account, string invoice, string amount = "120.00", string dueOn = "2026-03-21") => Event(
        id,
        "billing.invoice.issued",
        account,
        $$"""{"invoiceId":"{{invoice}}","amount":"{{amount}}","currency":"EUR","issuedOn":"2026-02-01","dueOn":"{{dueOn}}"}""");

    public static string Payment(string id, string account, string payment, string amount) => Event(
        id, "payment.received", account, $$"""{"paymentId":"{{payment}}","amount":"{{amount}}","currency":"EUR","method":"bank-transfer"}""");

    /// <summary>Invoices of one account each that are due today, so that each raises a reminder.</summary>
    public static IEnumerable<string> DueToday(int count) =>
        Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(i => Invoice($"e-{i}", $"C-{i}", $"I-{i}", dueOn: "2026-03-01"));

    public static string Batch(IEnumerable<string> events) => $"[{string.Join(',', events)}]";
}
