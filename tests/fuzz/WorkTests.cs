using System.Diagnostics;
using System.Text;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Work and memory grow with the size of an event and not faster, whatever it is made of: nobody can stop the intake with one event that is within the limits.</summary>
public sealed class WorkTests
{
    private const int Small = 64 * 1024;
    private const int Times = 16;

    // Work that grows with the square would take 256 times as long.
    private const int MostTimes = Times * 5;

    private static readonly DecoderLimits Limits = new() { MaxEventBytes = Small * Times * 2, MaxDepth = DecoderLimits.MostDepth };

    public static TheoryData<string> Shapes => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<int, string>> Makers = new(StringComparer.Ordinal)
    {
        ["unknown fields"] = size => Data(Many(size, i => $"\"f{i}\":{i}", ",")),
        ["the same field"] = size => Data(Many(size, _ => "\"invoiceId\":\"I\"", ",")),
        ["extensions"] = size => $$"""{{{Many(size, i => $"\"x{i}\":1", ",")}}}""",
        ["nested arrays"] = size => Data("\"x\":" + Many(size, _ => "[", "")),
        ["flat arrays"] = size => Data($"\"lines\":[{Many(size, _ => "{}", ",")}]"),
        ["a text of escapes"] = size => Data($"\"reason\":\"{Many(size, _ => "\\u00e9", "")}\""),
        ["a name of escapes"] = size => $$"""{"{{Many(size, _ => "\\u00e9", "")}}":1}""",
        ["a long number"] = size => Data("\"amount\":" + new string('9', size)),
        ["a long fraction"] = size => Data($"\"amount\":\"0.{new string('0', size)}\""),
        ["white space"] = size => Data(new string(' ', size)),
        ["a NUL after many fields"] = size => Data(Many(size, i => $"\"f{i}\":{i}", ",") + ",\"z\":\"\\u0000\""),
        ["backslashes"] = size => Data($"\"reason\":\"{Many(size, _ => "\\\\", "")}\""),
        ["no JSON after many fields"] = size => Data(Many(size, i => $"\"f{i}\":{i}", ",") + ",}"),
        ["a long id"] = size => Written.Event("customer.closed", "{}").Replace("e-1", new string('i', size), StringComparison.Ordinal),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_event_sixteen_times_as_large_takes_about_sixteen_times_the_work(string shape)
    {
        var decoder = new EventDecoder(Limits);
        var small = Encoding.UTF8.GetBytes(Makers[shape](Small));
        var large = Encoding.UTF8.GetBytes(Makers[shape](Small * Times));
        var (time, bytes) = Least(decoder, small);
        var (timeOfLarge, bytesOfLarge) = Least(decoder, large);

        bytesOfLarge.ShouldBeLessThanOrEqualTo((bytes * MostTimes) + (large.Length * 4L), $"{bytes} bytes are allocated for {small.Length}");
        bytesOfLarge.ShouldBeLessThanOrEqualTo(large.Length * 24L);
        timeOfLarge.TotalMilliseconds.ShouldBeLessThan((time.TotalMilliseconds * MostTimes) + 5, $"{time.TotalMilliseconds} ms for {small.Length} bytes");
    }

    [Fact]
    public void Headers_sixteen_times_as_many_take_about_sixteen_times_the_work()
    {
        var decoder = new EventDecoder(Limits);
        var (time, _) = Least(decoder, "{}"u8.ToArray(), Headers(4_000));
        var (timeOfMore, _) = Least(decoder, "{}"u8.ToArray(), Headers(4_000 * Times));

        timeOfMore.TotalMilliseconds.ShouldBeLessThan((time.TotalMilliseconds * MostTimes) + 5);
    }

    private static byte[] Headers(int count) => RecordHeaders.Encode(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"ce_x{i}", (byte[]?)"1.0"u8.ToArray())));

    private static string Data(string fields) => Written.Event("billing.invoice.issued", $"{{{fields}}}");

    private static string Many(int size, Func<int, string> make, string between)
    {
        var text = new StringBuilder(make(0));
        for (var i = 1; text.Length < size; i++)
        {
            text.Append(between).Append(make(i));
        }

        return text.ToString();
    }

    // The least of several: what else the machine does only adds.
    private static (TimeSpan Time, long Bytes) Least(EventDecoder decoder, byte[] body, byte[]? headers = null)
    {
        var least = (Time: TimeSpan.MaxValue, Bytes: long.MaxValue);
        for (var i = 0; i < 7; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            _ = decoder.Decode(body, headers ?? []);
            var time = Stopwatch.GetElapsedTime(begun);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            least = (time < least.Time ? time : least.Time, Math.Min(bytes, least.Bytes));
        }

        return least;
    }
}
