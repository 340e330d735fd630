using System.Diagnostics;
using System.Text.Json;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Tests.Ingest.CloudEvents;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Checks what a decoder makes of the input of a seed. For one thread.</summary>
internal sealed class DecoderCheck
{
    // What a refusal and its exception take, and what a byte of input may become: a text has two bytes a character, and elements of arrays are larger than what they are written with.
    private const int FixedBytes = 32 * 1024;
    private const int BytesPerByte = 24;

    // What is costly is checked on one input of so many.
    private const int Sample = 16;

    // Usual inputs take microseconds; what takes this long twice is not the machine's doing.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    private readonly EventDecoder _decoder = new();

    // Sees other events than the first one: what is kept from event to event must not matter.
    private readonly EventDecoder _other = new();

    /// <summary>Checks an event in structured mode.</summary>
    public void Structured(int seed)
    {
        var random = new Random(seed);
        var json = Mutations.Mutated(random);
        var result = Bounded(json, []);
        if (random.Next(Sample) != 0)
        {
            return;
        }

        Answers.Require(_decoder.Decode(Corpus.Draw(random)).IsEvent, "an intact event is refused after it");
        RequireSame(result, _other.Decode(json));
        if (result.IsEvent && WrittenAnew(json, random) is { } anew)
        {
            RequireSame(result, _other.Decode(anew));
        }
    }

    /// <summary>Checks a record in binary mode.</summary>
    public void Binary(int seed)
    {
        var random = new Random(seed);
        var structured = Corpus.Draw(random);
        var intact = BinaryRecord.Of(structured);
        var record = intact.Mutated(random);
        var headers = RecordHeaders.Encode(record.Headers);
        _ = Bounded(record.Data, headers);
        RequireSameHeaders(record, headers);
        if (random.Next(Sample) == 0)
        {
            RequireSame(_decoder.Decode(structured), _decoder.Decode(intact.Data, RecordHeaders.Encode(intact.Headers)));
        }
    }

    // Decodes twice: the first time may be the one that fills caches, and both must say the same.
    private DecodeResult Bounded(byte[] body, byte[] headers)
    {
        var (result, bytes, time) = Measure(body, headers);
        Answers.Require(result);
        var (again, bytesAgain, timeAgain) = Measure(body, headers);
        Answers.Require(result.Refusal == again.Refusal && result.Attributes == again.Attributes && result.Event?.Header == again.Event?.Header, "it is answered in two ways");
        var most = FixedBytes + ((long)BytesPerByte * (body.Length + headers.Length));
        Answers.Require(Math.Min(bytes, bytesAgain) <= most, $"{bytesAgain} bytes are allocated for an input of {body.Length}, and {most} allowed: {result.Refusal}");
        Answers.Require(time < Slow || timeAgain < Slow, $"an input of {body.Length} bytes takes {timeAgain.TotalSeconds:0.000} s");
        return result;
    }

    private (DecodeResult Result, long Bytes, TimeSpan Time) Measure(byte[] body, byte[] headers)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var begun = Stopwatch.GetTimestamp();
        var result = _decoder.Decode(body, headers);
        return (result, GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(begun));
    }

    private static void RequireSame(in DecodeResult one, in DecodeResult other)
    {
        Answers.Require(one.Refusal == other.Refusal && one.Attributes == other.Attributes, $"it is answered in two ways: {one.Refusal} and {other.Refusal}");
        Answers.Require(one.Event is null || Written.Describe(one.Event) == Written.Describe(other.Event!), "it is read in two ways");
    }

    private static void RequireSameHeaders(BinaryRecord record, byte[] encoded)
    {
        var decoded = RecordHeaders.Decode(encoded);
        Answers.Require(decoded.Count == record.Headers.Count, "a header is lost");
        foreach (var (was, now) in record.Headers.Zip(decoded))
        {
            Answers.Require(was.Key == now.Key, "a header has another name");
            Answers.Require(was.Value is null == now.Value is null && was.Value.AsSpan().SequenceEqual(now.Value), "a header has another value");
        }
    }

    // The same JSON in other spelling, with white space, and with characters escaped that need not be; null where it cannot be written, or becomes too large.
    private static byte[]? WrittenAnew(byte[] json, Random random)
    {
        if (HasHalfOfPair(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var anew = JsonSerializer.SerializeToUtf8Bytes(document.RootElement, random.Next(2) == 0 ? JsonSerializerOptions.Default : Indented);
        return anew.Length <= DecoderLimits.Default.MaxEventBytes ? anew : null;
    }

    // It may stand in fields that nobody reads.
    private static bool HasHalfOfPair(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
