using System.Globalization;
using System.Text;

namespace CreditRisk.Bench;

/// <summary>Events as bytes, about as long as the real input's.</summary>
internal static class BenchLines
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>An account's first event.</summary>
    public static byte[] Opening(int account) => Line(
        account, "open", "customer.registered", "/crm", Start, "{\"name\":\"A customer\",\"segment\":\"household\",\"region\":\"DE\",\"terms\":\"postpaid\",\"currency\":\"EUR\"}");

    /// <summary>One of a stream of events over random accounts: a bill, or a payment; time passes with the stream.</summary>
    public static byte[] Next(int account, int number)
    {
        var time = Start.AddHours(1).AddSeconds(number);
        var day = time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var due = time.AddDays(14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return number % 2 == 0
            ? Line(account, $"i{number}", "billing.invoice.issued", "/billing", time, $"{{\"invoiceId\":\"I{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"issuedOn\":\"{day}\",\"dueOn\":\"{due}\"}}")
            : Line(account, $"p{number}", "payment.received", "/payments", time, $"{{\"paymentId\":\"P{number}\",\"amount\":\"100.00\",\"currency\":\"EUR\",\"method\":\"bank-transfer\"}}");
    }

    private static byte[] Line(int account, string id, string type, string source, DateTimeOffset time, string data) => Encoding.UTF8.GetBytes(
        $"{{\"specversion\":\"1.0\",\"id\":\"{account:D7}-{id}\",\"source\":\"{source}\",\"type\":\"{type}\",\"subject\":\"b-{account:D7}\",\"time\":\"{time:yyyy-MM-ddTHH:mm:ssZ}\",\"datacontenttype\":\"application/json\",\"data\":{data}}}");
}
