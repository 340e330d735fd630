using CreditRisk.Domain.Events;
using System.Text;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class JsonRefusalTests
{
    private const string OneObject = "expected one JSON object and nothing else";

    private static readonly string Valid = Written.Event("usage.cancelled", """{"usageId":"U-1"}""");

    [Theory]
    [InlineData("", "event: found nothing after byte 0")]
    [InlineData("   ", "event: found nothing after byte 3")]
    [InlineData("{", "event: found nothing after byte 1")]
    [InlineData("{\"id\":\"e-1\" x", "event: found x after byte 12")]
    [InlineData("{\"id\":tru}", "event: found tru} after byte 6")]
    [InlineData("{\"id\":\"a\nb\"}", "event: found \"a\\u000ab\"} after byte 6")]
    [InlineData("{'id':1}", "event: found 'id':1} after byte 1")]
    [InlineData("{\"id\":1,}", "event: found } after byte 8")]
    [InlineData("{} {}", "event: found {} after byte 3")]
    [InlineData("{}/**/", "event: found /**/ after byte 2")]
    [InlineData("\uFEFF{}", "event: found \\ufeff{} after byte 0")]
    [InlineData("nonsense that goes on and on and does not end within forty characters", "event: found nonsense that goes on and on and does no... after byte 0")]
    public void What_is_no_json_is_refused_with_its_place(string json, string message) =>
        Written.Refused(json, RefusalReasons.MalformedJson).ShouldBe($"{message}, {OneObject}");

    [Theory]
    [InlineData("[]", "event: found [], expected an object")]
    [InlineData("17", "event: found 17, expected an object")]
    [InlineData("\"text\"", "event: found \"text\", expected an object")]
    public void What_is_no_object_is_refused(string json, string message) =>
        Written.Refused(json, RefusalReasons.BadField).ShouldBe(message);

    [Fact]
    public void White_space_round_the_event_is_allowed() => Written.Decode($" \r\n\t{Valid}\n ").Refusal.ShouldBeNull();

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused_wherever_they_stand()
    {
        var bytes = Encoding.UTF8.GetBytes(Written.Event("usage.cancelled", """{"usageId":"U-1","other":"?"}"""));
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xC3;
        var result = new EventDecoder().Decode(bytes);
        result.Refusal.ShouldBe(new Refusal(RefusalReasons.MalformedJson, "event: found bytes that are no UTF-8, expected JSON in UTF-8"));
        result.Attributes.Subject.ShouldBe("acc-1");
    }

    [Fact]
    public void An_event_is_bounded_in_bytes()
    {
        var limits = new DecoderLimits { MaxEventBytes = 400 };
        var padded = Valid.Insert(1, new string(' ', 400 - Valid.Length));
        Written.Decode(padded, limits).Refusal.ShouldBeNull();
        Written.Refused(padded + " ", RefusalReasons.TooLarge, limits).ShouldBe("event: found 401 bytes, expected at most 400");
    }

    [Fact]
    public void By_default_an_event_has_64_kib_and_16_levels()
    {
        DecoderLimits.Default.ShouldBe(new DecoderLimits { MaxEventBytes = 65_536, MaxDepth = 16 });
        Written.Decode(Valid.Insert(1, new string(' ', 65_536 - Valid.Length))).Refusal.ShouldBeNull();
        Written.Refused(Valid.Insert(1, new string(' ', 65_537 - Valid.Length)), RefusalReasons.TooLarge)
            .ShouldBe("event: found 65537 bytes, expected at most 65536");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void An_event_is_bounded_in_depth(string open, string close)
    {
        string Nested(int levels)
        {
            // The event and its data are two levels.
            var inner = string.Concat(Enumerable.Repeat(open, levels - 2)) + "1" + string.Concat(Enumerable.Repeat(close, levels - 2));
            return Written.Event("usage.cancelled", $$"""{"usageId":"U-1","other":{{inner}}}""");
        }

        Written.Decode(Nested(16)).Refusal.ShouldBeNull();
        Written.Refused(Nested(17), RefusalReasons.TooDeep).ShouldBe("event: found more than 16 levels, expected at most 16");
        Written.Decode(Nested(17), new DecoderLimits { MaxDepth = 17 }).Refusal.ShouldBeNull();
        Written.Refused(Nested(16)[..^1], RefusalReasons.MalformedJson);
        Written.Refused(string.Concat(Enumerable.Repeat(open, 10_000)), RefusalReasons.TooDeep);
    }

    [Theory]
    [InlineData("""{"usageId":"U-1","other":"a\u0000b"}""", "data.other: found \\u0000, expected text without U+0000")]
    [InlineData("""{"usageId":"U\u0000"}""", "data.usageId: found \\u0000, expected text without U+0000")]
    [InlineData("""{"usageId":"U-1","list":[1,{"a":2},["x","\u0000"]]}""", "data.list[2][1]: found \\u0000, expected text without U+0000")]
    [InlineData("""{"usageId":"U-1","a\u0000b":1}""", "data.a\\u0000b: found \\u0000, expected text without U+0000")]
    [InlineData("""{"usageId":"U-1","a":{"b":[{"c":{"d":["\u0000"]}}]}}""", "data.a.b....d[0]: found \\u0000, expected text without U+0000")]
    public void U_0000_is_refused_wherever_it_stands(string data, string message) =>
        Written.Refused(Written.Event("usage.cancelled", data), RefusalReasons.BadField).ShouldBe(message);

    [Fact]
    public void Of_an_attribute_whole_characters_are_kept()
    {
        var subject = new string('x', 255) + "😀";

        var refused = Written.Decode(Valid.Replace("acc-1", subject, StringComparison.Ordinal));

        refused.Attributes.Subject.ShouldBe(subject[..255]);
    }

    [Fact]
    public void A_backslash_before_u0000_is_text() =>
        Written.Decode(Written.Event("usage.cancelled", """{"usageId":"\\u0000"}""")).Event.ShouldNotBeNull().ShouldBe(
            new UsageCancelled(Written.Header, "\\u0000"));

    [Theory]
    [InlineData(DecoderLimits.LeastEventBytes - 1)]
    [InlineData(DecoderLimits.MostEventBytes + 1)]
    public void The_limit_of_bytes_has_a_range(int bytes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DecoderLimits { MaxEventBytes = bytes });

    [Theory]
    [InlineData(DecoderLimits.LeastDepth - 1)]
    [InlineData(DecoderLimits.MostDepth + 1)]
    public void The_limit_of_depth_has_a_range(int depth) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DecoderLimits { MaxDepth = depth });

    [Theory]
    [InlineData("""a\"b\\c\/d\b\f\n\r\te""", "a\"b\\c/d\b\f\n\r\te")]
    [InlineData("""\u00e9\u20AC\ud83d\ude00!""", "é€😀!")]
    public void Every_escape_is_read(string written, string text) =>
        Written.Read<CustomerStated>("customer.updated", $$"""{"name":"{{written}}"}""").Name.ShouldBe(text);
}
