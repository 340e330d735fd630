using System.Text.Json.Nodes;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>Values of every JSON type, and on both sides of every bound of the contracts, to be put where something else stands.</summary>
internal static class MutationValues
{
    private static readonly string[] OtherTypes =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "0.000000000000000001", "999", "1000", "2147483647", "2147483648", "-2147483648", "-2147483649", "999999999999999999",
        "1000000000000000000", "[]", "[[]]", "[{}]", "[null]", "{}", """{"a":1}""",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "x", "a b", "a\n", "ü", "\0", "a\0", new string('A', 64), new string('A', 65), new string('x', 256), new string('x', 257),
        "0", "1", "007", ".5", "5.", "+1", "-0", "-1", "-1.5", "1e2", "0.00", "0.5", "1.0", "1.1", "1.00000000000000000", "1.000000000000000000", "1,5", "٣",
        "999999999999999999", "1000000000000000000", "12345678901234567.8", "123456789012345678.9", "-123456789012345678.9", "0.123456789012345678", "0.1234567890123456789",
        "EUR", "eur", "JPY", "KWD", "XXX", "EURO", "EUR ",
        "2026-02-28", "2026-2-28", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32", "1900-01-01", "1899-12-31", "2199-12-31", "2200-01-01", "2026-02-28T00:00:00Z", "20260228",
        "2026-03-31T09:00:00Z", "2026-03-31t09:00:00z", "2026-03-31T09:00:00", "2026-03-31 09:00:00Z", "2026-03-31T24:00:00Z", "2026-03-31T09:60:00Z", "2026-03-31T09:00:60Z", "2026-03-31T09:00Z",
        "2026-03-31T09:00:00.123456789+14:00", "2026-03-31T09:00:00.1234567890Z", "2026-03-31T09:00:00.Z", "2026-03-31T09:00:00+0200", "2026-03-31T09:00:00+24:00", "2026-03-31T09:00:00-23:59",
        "application/json", "Application/JSON; charset=utf-8", "application/cloudevents+json", "application/json ;x", "text/plain", "text/json", "+json", "application/xml;application/json",
        "Europe/Berlin", "Europe/Nowhere", "debit", "credit", "postpaid", "none", "1.0",
    ];

    /// <summary>The values; null is JSON's.</summary>
    public static IReadOnlyList<JsonNode?> All { get; } = [.. OtherTypes.Select(json => JsonNode.Parse(json)), .. Texts.Select(text => (JsonNode?)JsonValue.Create(text))];
}
