using System.Globalization;
using System.Text;

namespace CreditRisk.Bench;

/// <summary>Events as bytes, about as long as the real input's.</summary>
internal static class BenchLines
{
    private static readonly DateTimeOffset Usual = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>An account's first event.</summary>
    /// <param name="account">Its number.</param>
    /// <param name="start">When the stream begins, or null for the usual day.</param>
    /// <param name="segment">What kind of customer it is.</param>
    public static byte[] Opening(int account, DateTimeOffset? start = null, string segment = "household") => Line(
        account, "open", "customer.registered", "/crm", start ?? Usual, "{\"name\":\"A customer\",\"segment\":\"" + segment + "\",\"region\":\"DE\",\"terms\":\"postpaid\",\"currency\":\"EUR\"}");

    /// <summary>One of a stream of events over random accounts: a bill, or a payment; a second passes with each.</summary>
    public static byte[] Next(int account, int number)
    {
        var time = Usual.AddHours(1).AddSeconds(number);
        return number % 2 == 0 ? Bill(account, number, time) : Payment(account, number, time);
    }

    /// <summary>A bill, due in sixty days.</summary>
    public static byte[] Bill(int account, int number, DateTimeOffset time) => Line(
        account,
        $"i{number}",
        "billing.invoice.issued",
        "/billing",
        time,
        $"{{\"invoiceId\":\"I{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"issuedOn\":\"{Day(time)}\",\"dueOn\":\"{Day(time.AddDays(60))}\"}}");

    /// <summary>A payment as high as a bill.</summary>
    public static byte[] Payment(int account, int number, DateTimeOffset time) => Line(
        account, $"p{number}", "payment.received", "/payments", time, $"{{\"paymentId\":\"P{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"method\":\"bank-transfer\"}}");

    /// <summary>A lawsuit of a customer on open account: it warns at once, unless there is one already.</summary>
    public static byte[] Lawsuit(int account, int number, DateTimeOffset time) =>
        Line(account, $"k{number}", "customer.key-event", "/crm", time, $"{{\"caseId\":\"K{number}\",\"kind\":\"lawsuit\"}}");

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Line(int account, string id, string type, string source, DateTimeOffset time, string data) => Encoding.UTF8.GetBytes(
        $"{{\"specversion\":\"1.0\",\"id\":\"{account:D7}-{id}\",\"source\":\"{source}\",\"type\":\"{type}\",\"subject\":\"b-{account:D7}\",\"time\":\"{time:yyyy-MM-ddTHH:mm:ssZ}\",\"datacontenttype\":\"application/json\",\"data\":{data}}}");
}
