using System.Text.Json.Nodes;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

/// <summary>Each case is an example of a type with one field changed, and the exact message for people.</summary>
public sealed class DataRefusalTests
{
    private const string Id = "expected 1 to 64 printable ASCII characters without spaces";
    private const string Amount = "expected a decimal of at most 18 digits without sign and exponent";
    private const string Date = "expected a date yyyy-MM-dd from 1900 to 2199";
    private const string Time = "expected an RFC 3339 time with Z or an offset from 1900 to 2199";

    [Theory]
    [InlineData("payment.received", "paymentId", "\"\"", $"data.paymentId: found \"\", {Id}")]
    [InlineData("payment.received", "paymentId", "\"a b\"", $"data.paymentId: found \"a b\", {Id}")]
    [InlineData("payment.received", "paymentId", "\"a\\tb\"", $"data.paymentId: found \"a\\tb\", {Id}")]
    [InlineData("payment.received", "paymentId", "17", $"data.paymentId: found 17, {Id}")]
    [InlineData("customer.updated", "partyId", "\"P é\"", $"data.partyId: found \"P é\", {Id}")]
    [InlineData("usage.recorded", "servicePoint", "\"S P\"", $"data.servicePoint: found \"S P\", {Id}")]
    [InlineData("task.completed", "taskId", "{\"id\":1}", "data.taskId: found {\"id\":1}, expected 1 to 84 printable ASCII characters without spaces")]
    public void A_business_id_is_printable_ascii(string type, string field, string value, string message) =>
        Refuse(type, field, value, RefusalReasons.BadId, message);

    [Theory]
    [InlineData("payment.received", "amount", "\"-1.00\"", $"data.amount: found \"-1.00\", {Amount}")]
    [InlineData("payment.received", "amount", "-1", $"data.amount: found -1, {Amount}")]
    [InlineData("payment.received", "amount", "1e3", $"data.amount: found 1e3, {Amount}")]
    [InlineData("payment.received", "amount", "\"1,00\"", $"data.amount: found \"1,00\", {Amount}")]
    [InlineData("payment.received", "amount", "\"\"", $"data.amount: found \"\", {Amount}")]
    [InlineData("payment.received", "amount", "true", $"data.amount: found true, {Amount}")]
    [InlineData("payment.received", "amount", "\"1234567890123456.789\"", $"data.amount: found \"1234567890123456.789\", {Amount}")]
    [InlineData("payment.received", "amount", "\"1.005\"", "data.amount: found \"1.005\", expected at most 2 decimals in EUR")]
    [InlineData("payment.received", "amount", "999999999999999999", "data.amount: found 999999999999999999, expected an amount of EUR that fits 64 bits")]
    [InlineData("billing.invoice.issued", "minimumDue", "0.001", "data.minimumDue: found 0.001, expected at most 2 decimals in EUR")]
    [InlineData("customer.registered", "creditLimit", "\"1.001\"", "data.creditLimit: found \"1.001\", expected at most 2 decimals in EUR")]
    [InlineData("usage.recorded", "quantity", "\"-1\"", $"data.quantity: found \"-1\", {Amount}")]
    [InlineData("usage.recorded", "amount", "\"3.7000001\"", "data.amount: found \"3.7000001\", expected at most 2 decimals in EUR")]
    [InlineData("promise.made", "amount", "\"+5\"", $"data.amount: found \"+5\", {Amount}")]
    [InlineData("billing.item.written-off", "amount", "[]", $"data.amount: found [], {Amount}")]
    [InlineData("billing.balance.stated", "balance", "\"--1\"", "data.balance: found \"--1\", expected a decimal of at most 18 digits without exponent")]
    [InlineData("billing.balance.stated", "balance", "\"-1.001\"", "data.balance: found \"-1.001\", expected at most 2 decimals in EUR")]
    public void An_amount_is_a_plain_decimal_of_the_currency(string type, string field, string value, string message) =>
        Refuse(type, field, value, RefusalReasons.BadAmount, message);

    [Theory]
    [InlineData("payment.received", "\"eur\"", "data.currency: found \"eur\", expected an ISO 4217 currency code")]
    [InlineData("customer.registered", "\"XXX\"", "data.currency: found \"XXX\", expected an ISO 4217 currency code")]
    [InlineData("billing.balance.stated", "978", "data.currency: found 978, expected an ISO 4217 currency code")]
    [InlineData("usage.recorded", "\"EURO\"", "data.currency: found \"EURO\", expected an ISO 4217 currency code")]
    public void A_currency_is_one_of_iso_4217(string type, string value, string message) =>
        Refuse(type, "currency", value, RefusalReasons.BadCurrency, message);

    [Theory]
    [InlineData("billing.invoice.issued", "dueOn", "\"2026-02-29\"", $"data.dueOn: found \"2026-02-29\", {Date}")]
    [InlineData("billing.invoice.issued", "issuedOn", "\"2026-3-31\"", $"data.issuedOn: found \"2026-3-31\", {Date}")]
    [InlineData("guarantee.lodged", "validTo", "\"9999-12-31\"", $"data.validTo: found \"9999-12-31\", {Date}")]
    [InlineData("promise.made", "by", "20260415", $"data.by: found 20260415, {Date}")]
    [InlineData("hold.granted", "to", "\"2026-03-31\"", "data.to: found \"2026-03-31\", expected nothing before data.from")]
    public void A_date_is_a_day_of_the_calendar(string type, string field, string value, string message) =>
        Refuse(type, field, value, RefusalReasons.BadDate, message);

    [Theory]
    [InlineData("usage.recorded", "from", "\"2026-03-30\"", $"data.from: found \"2026-03-30\", {Time}")]
    [InlineData("usage.recorded", "to", "\"2026-03-29T23:59:59+02:00\"", "data.to: found \"2026-03-29T23:59:59+02:00\", expected nothing before data.from")]
    [InlineData("feed.heartbeat", "completeUpTo", "0", $"data.completeUpTo: found 0, {Time}")]
    public void A_time_has_an_offset(string type, string field, string value, string message) =>
        Refuse(type, field, value, RefusalReasons.BadTime, message);

    [Theory]
    [InlineData("customer.updated", "terms", "\"Postpaid\"", "data.terms: found \"Postpaid\", expected one of postpaid, prepaid, cash")]
    [InlineData("customer.updated", "protection", "1", "data.protection: found 1, expected one of none, important, hazardous, vulnerable")]
    [InlineData("guarantee.lodged", "kind", "\"gold\"", "data.kind: found \"gold\", expected one of deposit, bank, mortgage, pledge")]
    [InlineData("billing.adjustment.posted", "direction", "\"up\"", "data.direction: found \"up\", expected one of debit, credit")]
    [InlineData("customer.updated", "timeZone", "\"Europe/Bielefeld\"", "data.timeZone: found \"Europe/Bielefeld\", expected an IANA time zone")]
    [InlineData("payment.received", "method", "\"\"", "data.method: found \"\", expected a text of 1 to 256 bytes")]
    [InlineData("payment.failed", "reason", "7", "data.reason: found 7, expected a text of at most 256 bytes")]
    [InlineData("customer.updated", "name", "\"\\ud83d\"", "data.name: found \"\\ud83d\", expected a text of at most 256 bytes")]
    [InlineData("customer.updated", "name", "\"\\udc00\\ud83d\"", "data.name: found \"\\udc00\\ud83d\", expected a text of at most 256 bytes")]
    [InlineData("credit.report.received", "monthsPastDue", "1000", "data.monthsPastDue: found 1000, expected a whole number from 0 to 999")]
    [InlineData("credit.report.received", "monthsPastDue", "-1", "data.monthsPastDue: found -1, expected a whole number from 0 to 999")]
    [InlineData("credit.report.received", "monthsPastDue", "1.5", "data.monthsPastDue: found 1.5, expected a whole number from 0 to 999")]
    [InlineData("credit.report.received", "monthsPastDue", "\"1\"", "data.monthsPastDue: found \"1\", expected a whole number from 0 to 999")]
    [InlineData("credit.report.received", "score", "1e2", "data.score: found 1e2, expected a whole number from -2147483648 to 2147483647")]
    [InlineData("credit.report.received", "reliability", "1.01", "data.reliability: found 1.01, expected a number from 0 to 1")]
    [InlineData("credit.report.received", "reliability", "-0.5", "data.reliability: found -0.5, expected a number from 0 to 1")]
    [InlineData("credit.report.received", "reliability", "true", "data.reliability: found true, expected a number from 0 to 1")]
    [InlineData("usage.recorded", "estimated", "\"yes\"", "data.estimated: found \"yes\", expected true or false")]
    [InlineData("payment.received", "allocation", "{}", "data.allocation: found {}, expected an array")]
    [InlineData("payment.received", "allocation", "[{\"invoiceId\":\"I-1\",\"amount\":1},[2]]", "data.allocation[1]: found [2], expected an object")]
    [InlineData("plan.agreed", "instalments", "[]", "data.instalments: found [], expected at least one instalment")]
    [InlineData("billing.item.recovered", "itemId", "\"O-1\"", "data.invoiceId: found data.itemId as well, expected only one of them")]
    [InlineData("billing.balance.stated", "amount", "\"1\"", "data.amount: found data.balance as well, expected only one of them")]
    public void A_field_has_the_kind_and_range_of_the_contract(string type, string field, string value, string message) =>
        Refuse(type, field, value, RefusalReasons.BadField, message);

    [Theory]
    [InlineData("customer.key-event", "none")]
    [InlineData("customer.key-event", "strike")]
    public void A_key_event_has_one_of_the_kinds_of_the_contract(string type, string word) =>
        Written.Refused(Change(type, "kind", $"\"{word}\""), RefusalReasons.BadField)
            .ShouldStartWith($"data.kind: found \"{word}\", expected one of lawsuit, insolvency, legal-representative-change, ");

    [Theory]
    [InlineData("payment.received", "allocation", "[{\"invoiceId\":\"I-1\",\"amount\":1},{\"invoiceId\":\"I-2\",\"amount\":\"x\"}]",
        RefusalReasons.BadAmount, $"data.allocation[1].amount: found \"x\", {Amount}")]
    [InlineData("payment.received", "allocation", "[{\"invoiceId\":\"I-1\",\"amount\":0.001}]",
        RefusalReasons.BadAmount, "data.allocation[0].amount: found 0.001, expected at most 2 decimals in EUR")]
    [InlineData("payment.received", "allocation", "[{\"amount\":1}]", RefusalReasons.MissingField, $"data.allocation[0].invoiceId: missing, {Id}")]
    [InlineData("billing.invoice.issued", "lines", "[{},{\"periodFrom\":\"2026-13-01\"}]",
        RefusalReasons.BadDate, $"data.lines[1].periodFrom: found \"2026-13-01\", {Date}")]
    [InlineData("billing.invoice.issued", "lines", "[{\"periodFrom\":\"2026-03-02\",\"periodTo\":\"2026-03-01\"}]",
        RefusalReasons.BadDate, "data.lines[0].periodTo: found \"2026-03-01\", expected nothing before data.lines[0].periodFrom")]
    [InlineData("customer.updated", "servicePoints", "[{\"id\":\"SP-1\"}]",
        RefusalReasons.MissingField, "data.servicePoints[0].service: missing, expected a text of 1 to 256 bytes")]
    [InlineData("customer.updated", "contacts", "[{\"channel\":\"sms\",\"address\":\"\"}]",
        RefusalReasons.BadField, "data.contacts[0].address: found \"\", expected a text of 1 to 256 bytes")]
    [InlineData("plan.agreed", "instalments", "[{\"dueOn\":\"2026-05-01\",\"amount\":1},{\"dueOn\":\"2026-06-01\"}]",
        RefusalReasons.MissingField, $"data.instalments[1].amount: missing, {Amount}")]
    [InlineData("plan.agreed", "instalments", "[{\"dueOn\":\"2026-05-01\",\"amount\":1,\"amount\":2}]",
        RefusalReasons.BadField, "data.instalments[0].amount: found a second time, expected it once")]
    public void A_field_within_an_array_is_named_by_its_place(string type, string field, string value, string reason, string message) =>
        Refuse(type, field, value, reason, message);

    [Theory]
    [InlineData("payment.received", "allocation", 1000, "{\"invoiceId\":\"I\",\"amount\":1}")]
    [InlineData("billing.invoice.issued", "lines", 1000, "{}")]
    [InlineData("customer.updated", "servicePoints", 1000, "{\"id\":\"S\",\"service\":\"g\"}")]
    [InlineData("customer.updated", "contacts", 100, "{\"channel\":\"c\",\"address\":\"a\"}")]
    [InlineData("plan.agreed", "instalments", 1000, "{\"dueOn\":\"2026-05-01\",\"amount\":1}")]
    public void An_array_is_bounded(string type, string field, int most, string element)
    {
        Written.Decode(Change(type, field, $"[{string.Join(',', Enumerable.Repeat(element, most))}]")).Refusal.ShouldBeNull();
        Refuse(
            type,
            field,
            $"[{string.Join(',', Enumerable.Repeat(element, most + 1))}]",
            RefusalReasons.BadField,
            $"data.{field}: found {most + 1} elements, expected at most {most}");
    }

    [Fact]
    public void A_text_is_bounded_in_bytes_however_it_is_written()
    {
        foreach (var longest in new[] { new string('x', 256), new string('é', 128), string.Concat(Enumerable.Repeat("\\u00e9", 128)) })
        {
            Written.Decode(Written.Event("customer.updated", $$"""{"name":"{{longest}}"}""")).Refusal.ShouldBeNull();
            Written.Refused(Written.Event("customer.updated", $$"""{"name":"{{longest}}y"}"""), RefusalReasons.BadField)
                .ShouldBe($"data.name: found \"{longest[..39]}..., expected a text of at most 256 bytes");
        }
    }

    [Fact]
    public void An_id_is_bounded()
    {
        var longest = new string('x', 64);
        Written.Decode(Written.Event("usage.cancelled", $$"""{"usageId":"{{longest}}"}""")).Refusal.ShouldBeNull();
        Written.Refused(Written.Event("usage.cancelled", $$"""{"usageId":"{{longest}}x"}"""), RefusalReasons.BadId)
            .ShouldBe($"data.usageId: found \"{longest[..39]}..., {Id}");
    }

    [Fact]
    public void A_field_that_is_read_comes_once_and_others_as_often_as_they_like()
    {
        Written.Refused(Written.Event("usage.cancelled", """{"usageId":"U-1","usageId":"U-1"}"""), RefusalReasons.BadField)
            .ShouldBe("data.usageId: found a second time, expected it once");
        Written.Refused(Written.Event("usage.cancelled", """{"usageId":null,"us\u0061geId":"U-1"}"""), RefusalReasons.BadField)
            .ShouldBe("data.usageId: found a second time, expected it once");
        Written.Decode(Written.Event("usage.cancelled", """{"usageId":"U-1","note":1,"note":2,"x":1,"x":1}""")).Refusal.ShouldBeNull();
    }

    [Fact]
    public void What_was_found_is_shown_on_one_line_without_characters_that_deceive() =>
        Written.Refused(Written.Event("usage.cancelled", "{\"usageId\":\"a\u202eb\u2028c\u007fd\"}"), RefusalReasons.BadId)
            .ShouldBe($"data.usageId: found \"a\\u202eb\\u2028c\\u007fd\", {Id}");

    private static void Refuse(string type, string field, string value, string reason, string message) =>
        Written.Refused(Change(type, field, value), reason).ShouldBe(message);

    // The value goes in as it is written, so that numbers and escapes reach the decoder unchanged.
    private static string Change(string type, string field, string value)
    {
        var data = JsonNode.Parse(Examples.DataByType[type])!.AsObject();
        data[field] = "@value@";
        return Written.Event(type, data.ToJsonString().Replace("\"@value@\"", value, StringComparison.Ordinal));
    }
}
