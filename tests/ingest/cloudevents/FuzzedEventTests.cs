using System.Text;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class FuzzedEventTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e9", "0.", "\"amount\":", "\"id\":\"x\",", "{}", "[[[[",
        "\u0000", "\u001f", "é", "\uFEFF", "99999999999999999999", "2026-02-30", " ", "\n",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_comes_the_decoder_answers_with_an_event_or_a_reason(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var valid = Examples.DataByType.Select(pair => Encoding.UTF8.GetBytes(Written.Event(pair.Key, pair.Value))).ToArray();
        var decoder = new EventDecoder();
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 10_000; i++)
        {
            var original = valid[random.Next(valid.Length)];
            var mutated = Mutate(original, random);
            var result = decoder.Decode(mutated);
            RequireAnswer(result, mutated);
            var reason = result.Refusal?.Reason ?? "event";
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            decoder.Decode(mutated).Refusal.ShouldBe(result.Refusal, "the same bytes get the same answer");
            decoder.Decode(original).Refusal.ShouldBeNull("what came before leaves no trace");
        }

        output.WriteLine(string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}")));
        reasons.Count.ShouldBeGreaterThan(8, "the mutations reach many reasons");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Binary_mode_answers_whatever_comes(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var types = Examples.DataByType.Keys.ToArray();
        var decoder = new EventDecoder();
        for (var i = 0; i < 10_000; i++)
        {
            var type = types[random.Next(types.Length)];
            var data = Mutate(Encoding.UTF8.GetBytes(Examples.DataByType[type]), random);
            var attributes = new CloudEventAttributes
            {
                SpecVersion = Seldom("1.0", random),
                Id = Seldom("e-1", random),
                Source = Seldom("/erp", random),
                Type = Seldom(type, random),
                Subject = Seldom("acc-1", random),
                Time = Seldom(Written.Time, random),
                DataContentType = Seldom("application/json", random),
            };
            RequireAnswer(decoder.DecodeBinary(attributes, data), data);
        }
    }

    private static byte[] Seldom(string value, Random random) =>
        random.Next(20) == 0 ? Mutate(Encoding.UTF8.GetBytes(value), random) : Encoding.UTF8.GetBytes(value);

    private static void RequireAnswer(DecodeResult result, byte[] bytes)
    {
        if (result.IsEvent == result.Refusal.HasValue)
        {
            Assert.Fail($"neither or both for {Convert.ToBase64String(bytes)}");
        }

        if (result.Refusal is { } refusal && (!RefusalReasons.All.Contains(refusal.Reason) || refusal.Message.Any(char.IsControl)))
        {
            Assert.Fail($"{refusal} for {Convert.ToBase64String(bytes)}");
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = random.Next(1, 12);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, Math.Min(length * 5, bytes.Count - at)));
                    break;
                case 5 when random.Next(8) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
