using System.Globalization;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;
using NodaTime.Text;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class AmountAndTimeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0.00", 0, 2)]
    [InlineData("999999999999999999", 999_999_999_999_999_999, 0)]
    [InlineData("0.000000000000000001", 1, 18)]
    [InlineData("9.99999999999999999", 999_999_999_999_999_999, 17)]
    [InlineData("12.50", 1250, 2)]
    public void A_decimal_keeps_its_digits_as_text_and_as_number(string text, long unscaled, int decimals)
    {
        foreach (var json in new[] { text, $"\"{text}\"" })
        {
            Written.Read<PromiseMade>("promise.made", $$"""{"promiseId":"P","amount":{{json}},"by":"2026-01-01"}""")
                .Promised.ShouldBe(new Amount(unscaled, decimals));
        }
    }

    [Theory]
    [InlineData("1000000000000000000")]
    [InlineData("0.0000000000000000001")]
    [InlineData("12.34567890123456789")]
    [InlineData("00")]
    [InlineData("01.5")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void Any_other_way_to_write_an_amount_is_refused(string text) =>
        Written.Refused(Written.Event("promise.made", $$"""{"promiseId":"P","amount":"{{text}}","by":"2026-01-01"}"""), RefusalReasons.BadAmount);

    [Theory]
    [InlineData("JPY", "5.00", 5)]
    [InlineData("KWD", "5.001", 5001)]
    [InlineData("EUR", "5.5", 550)]
    [InlineData("EUR", "92233720368547758", 9_223_372_036_854_775_800)]
    public void Money_is_whole_minor_units_of_its_currency(string currency, string amount, long minor) =>
        Written.Read<UsageRerated>("usage.rerated", $$"""{"usageId":"U","amount":"{{amount}}","currency":"{{currency}}"}""")
            .Value.ShouldBe(new Cash(minor, Currency.Of(currency)), currency);

    [Theory]
    [InlineData("JPY", "5.01")]
    [InlineData("KWD", "5.0001")]
    [InlineData("EUR", "92233720368547759")]
    public void Money_beyond_the_minor_unit_or_the_range_is_refused(string currency, string amount) =>
        Written.Refused(Written.Event("usage.rerated", $$"""{"usageId":"U","amount":"{{amount}}","currency":"{{currency}}"}"""), RefusalReasons.BadAmount);

    [Fact]
    public void Every_day_from_1900_to_2199_is_the_day_that_NodaTime_says()
    {
        var decoder = new EventDecoder();
        var last = new LocalDate(2199, 12, 31);
        for (var day = new LocalDate(1900, 1, 1); day <= last; day = day.PlusDays(1))
        {
            var text = LocalDatePattern.Iso.Format(day);
            var json = Written.Event("billing.invoice.due-date-changed", $$"""{"invoiceId":"I","dueOn":"{{text}}"}""");
            var changed = decoder.Decode(System.Text.Encoding.UTF8.GetBytes(json)).Event.ShouldBeOfType<DueDateChanged>();
            if (changed.DueOn.ToLocalDate() != day)
            {
                changed.DueOn.ToString().ShouldBe(text);
            }
        }
    }

    [Theory]
    [InlineData("1899-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("1900-02-29")]
    [InlineData("2100-02-29")]
    [InlineData("2026-04-31")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-10")]
    [InlineData("2026-01-00")]
    [InlineData("2026-01-32")]
    [InlineData("2026/01/01")]
    [InlineData("20260101")]
    [InlineData("2026-01-01 ")]
    [InlineData("+026-01-01")]
    [InlineData("2026-0a-01")]
    public void Days_that_are_none_are_refused(string text) =>
        Written.Refused(Written.Event("billing.invoice.due-date-changed", $$"""{"invoiceId":"I","dueOn":"{{text}}"}"""), RefusalReasons.BadDate);

    [Fact]
    public void A_time_is_the_instant_that_NodaTime_says()
    {
        const int Seed = 4711;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var pattern = OffsetDateTimePattern.Rfc3339;
        for (var i = 0; i < 20_000; i++)
        {
            var fraction = random.Next(3) == 0 ? "" : "." + random.NextInt64(1_000_000_000).ToString("D9", CultureInfo.InvariantCulture)[..random.Next(1, 10)];
            var offset = random.Next(3) == 0 ? "Z" : $"{(random.Next(2) == 0 ? '+' : '-')}{random.Next(18):D2}:{random.Next(60):D2}";
            var date = $"{random.Next(1901, 2199)}-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}";
            var text = $"{date}T{random.Next(24):D2}:{random.Next(60):D2}:{random.Next(60):D2}{fraction}{offset}";
            Heartbeat(text).ShouldBe(pattern.Parse(text).Value.ToInstant(), text);
        }
    }

    [Theory]
    [InlineData("2026-03-31t10:00:00z", "2026-03-31T10:00:00Z")]
    [InlineData("2026-03-31T10:00:00-00:00", "2026-03-31T10:00:00Z")]
    [InlineData("2026-03-31T10:00:00+23:59", "2026-03-30T10:01:00Z")]
    [InlineData("1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z")]
    [InlineData("2199-12-31T23:59:59.999999999Z", "2199-12-31T23:59:59.999999999Z")]
    public void Unusual_ways_of_RFC_3339_are_read(string text, string utc) =>
        Heartbeat(text).ShouldBe(InstantPattern.ExtendedIso.Parse(utc).Value);

    [Theory]
    [InlineData("2026-03-31T10:00:00")]
    [InlineData("2026-03-31T10:00Z")]
    [InlineData("2026-03-31 10:00:00Z")]
    [InlineData("2026-03-31T24:00:00Z")]
    [InlineData("2026-03-31T10:60:00Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("2026-03-31T10:00:00.Z")]
    [InlineData("2026-03-31T10:00:00.0123456789Z")]
    [InlineData("2026-03-31T10:00:00,5Z")]
    [InlineData("2026-03-31T10:00:00+1:00")]
    [InlineData("2026-03-31T10:00:00+0100")]
    [InlineData("2026-03-31T10:00:00+24:00")]
    [InlineData("2026-03-31T10:00:00+01:60")]
    [InlineData("2026-03-31T10:00:00ZZ")]
    [InlineData("2026-03-31T1a:00:00Z")]
    [InlineData("1900-01-01T00:00:00+00:01")]
    [InlineData("2199-12-31T23:59:59-00:01")]
    [InlineData("1899-12-31T23:59:59Z")]
    [InlineData("2200-01-01T00:00:00+01:00")]
    public void Times_that_are_none_are_refused(string text) =>
        Written.Refused(Written.Event("feed.heartbeat", $$"""{"feed":"f","completeUpTo":"{{text}}"}"""), RefusalReasons.BadTime);

    private static Instant Heartbeat(string time) =>
        Written.Read<FeedHeartbeat>("feed.heartbeat", $$"""{"feed":"f","completeUpTo":"{{time}}"}""").CompleteUpTo;
}
