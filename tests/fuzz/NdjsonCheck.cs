using System.IO.Compression;
using CreditRisk.Ingest.CloudEvents;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Checks what the reader of files makes of the file of a seed.</summary>
internal static class NdjsonCheck
{
    private const int LongestLine = 1024;

    private static readonly byte[][] Ends = ["\n"u8.ToArray(), "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), " \n"u8.ToArray(), "\r\r\n"u8.ToArray()];

    /// <summary>Reads a file in pieces of any size, plain or compressed, whole or damaged.</summary>
    public static void Check(int seed)
    {
        var random = new Random(seed);
        var text = Text(random);
        // Of nothing the packer makes nothing, and no packed file.
        var isPacked = text.Length > 0 && random.Next(2) == 0;
        var file = isPacked ? Pack(text) : text;
        var isDamaged = isPacked && random.Next(2) == 0;
        if (isDamaged)
        {
            file = [.. file[..2], .. Mutations.Bytes(file.AsSpan(2), random)];
        }

        if (!isPacked && file is [0x1F, 0x8B, ..])
        {
            return;
        }

        var lines = Read(new Pieces(file, random));
        Answers.Require(lines is not null || isDamaged, "a whole file is refused");
        Answers.Require(lines is null || lines.SequenceEqual(Expected(text)), "other lines come out than went in");
    }

    private static byte[] Text(Random random)
    {
        var text = new List<byte>();
        for (var lines = random.Next(12); lines > 0; lines--)
        {
            text.AddRange(Mutations.Mutated(random));
            text.AddRange(HostileValues.Pick(Ends, random));
        }

        return [.. text];
    }

    // As plainly as it can be said: lines end with a line feed, a carriage return before it belongs to the end, blank ones count and are not told.
    private static List<string> Expected(byte[] text)
    {
        var expected = new List<string>();
        var rest = text.AsSpan();
        for (var number = 1; !rest.IsEmpty; number++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            line = number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                var shown = line.Length > LongestLine ? line[..(LongestLine + 1)] : line;
                expected.Add($"{number}:{line.Length > LongestLine}:{Convert.ToHexString(shown)}");
            }
        }

        return expected;
    }

    private static List<string>? Read(Stream file)
    {
        var lines = new List<string>();
        try
        {
            // Everything is in memory: nothing is waited for.
            foreach (var line in new NdjsonReader(file, LongestLine).ReadAllAsync().ToBlockingEnumerable())
            {
                lines.Add($"{line.Number}:{line.IsCut}:{Convert.ToHexString(line.Bytes.Span)}");
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return lines;
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>Gives as many bytes at once as it likes.</summary>
    private sealed class Pieces(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        private readonly int _most = random.Next(3) switch { 0 => 1, 1 => 700, _ => int.MaxValue };

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(_most, buffer.Length)], cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(_most, count));
    }
}
