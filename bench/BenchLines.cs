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
    public static byte[] Opening(int account, DateTimeOffset? start = null) => Line(
        account, "open", "customer.registered", "/crm", start ?? Usual, "{\"name\":\"A customer\",\"segment\":\"household\",\"region\":\"DE\",\"terms\":\"postpaid\",\"currency\":\"EUR\"}");

    /// <summary>One of a stream of events over random accounts: a bill, or a payment; time passes with the stream.</summary>
    public static byte[] Next(int account, int number, DateTimeOffset? start = null)
    {
        var time = At(number, start);
        return number % 2 == 0
            ? Bill(account, number, time, time, time.AddDays(14))
            : Line(account, $"p{number}", "payment.received", "/payments", time, $"{{\"paymentId\":\"P{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"method\":\"bank-transfer\"}}");
    }

    /// <summary>A bill that was due long ago: it warns at once, unless the account is warned already.</summary>
    public static byte[] Overdue(int account, int number, DateTimeOffset start)
    {
        var time = At(number, start);
        return Bill(account, number, time, time.AddDays(-90), time.AddDays(-60));
    }

    private static DateTimeOffset At(int number, DateTimeOffset? start) => (start ?? Usual).AddHours(1).AddSeconds(number);

    private static byte[] Bill(int account, int number, DateTimeOffset time, DateTimeOffset issued, DateTimeOffset due) => Line(
        account,
        $"i{number}",
        "billing.invoice.issued",
        "/billing",
        time,
        $"{{\"invoiceId\":\"I{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"issuedOn\":\"{Day(issued)}\",\"dueOn\":\"{Day(due)}\"}}");

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Line(int account, string id, string type, string source, DateTimeOffset time, string data) => Encoding.UTF8.GetBytes(
        $"{{\"specversion\":\"1.0\",\"id\":\"{account:D7}-{id}\",\"source\":\"{source}\",\"type\":\"{type}\",\"subject\":\"b-{account:D7}\",\"time\":\"{time:yyyy-MM-ddTHH:mm:ssZ}\",\"datacontenttype\":\"application/json\",\"data\":{data}}}");
}
