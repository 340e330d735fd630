using System.IO.Compression;
using System.Text;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class NdjsonReaderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("\n\n \t\r\na\n\nb\r", "4:a 6:b")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a 2:\uFEFFb")]
    [InlineData("a\rb\n", "1:a\rb")]
    [InlineData("\n", "")]
    public async Task Lines_are_numbered_and_blank_ones_skipped(string text, string lines)
    {
        (await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)))).ShouldBe(lines);
        (await ReadAsync(new MemoryStream(Gzip(text)))).ShouldBe(lines, "compressed");
        (await ReadAsync(new Trickle(Encoding.UTF8.GetBytes(text)))).ShouldBe(lines, "byte by byte");
        (await ReadAsync(new Trickle(Gzip(text)))).ShouldBe(lines, "compressed, byte by byte");
    }

    [Theory]
    [InlineData("*\n5\n", "1:* 2:5")]
    [InlineData("*\r\n5\n", "1:* 2:5")]
    [InlineData("*5\n6\n", "1:*5! 2:6")]
    [InlineData("*5\r\n6\n", "1:*5! 2:6")]
    [InlineData("*56789\n6\n", "1:*5! 2:6")]
    [InlineData("*56789", "1:*5!")]
    [InlineData("*5", "1:*5!")]
    [InlineData("*\r", "1:*")]
    [InlineData("*", "1:*")]
    [InlineData("*56789\n*4321\n", "1:*5! 2:*4!")]
    [InlineData("*56\n\n1", "1:*5! 3:1")]
    [InlineData("****************\n1", "1:**! 2:1")]
    public async Task A_line_that_is_too_long_is_cut_one_byte_beyond_the_limit(string pattern, string lines)
    {
        // Each star is as long as a line may be.
        var star = new string('x', 256);
        var text = Encoding.UTF8.GetBytes(pattern.Replace("*", star, StringComparison.Ordinal));
        var expected = lines.Replace("**", star + "x", StringComparison.Ordinal).Replace("*", star, StringComparison.Ordinal);
        (await ReadAsync(new MemoryStream(text), maxLineBytes: 256)).ShouldBe(expected);
        (await ReadAsync(new Trickle(text), maxLineBytes: 256)).ShouldBe(expected, "byte by byte");
        (await ReadAsync(new Trickle(Gzip(Encoding.UTF8.GetString(text))), maxLineBytes: 256)).ShouldBe(expected, "compressed");
    }

    [Fact]
    public async Task A_cut_line_is_refused_as_too_large_by_a_decoder_with_the_same_limit()
    {
        var tooLong = Written.Event("customer.updated", $$"""{"name":"{{new string('x', 3_000_000)}}"}""");
        var text = tooLong + "\n" + Written.Event("usage.cancelled", """{"usageId":"U"}""");
        var decoder = new EventDecoder();
        var results = new List<string?>();
        await foreach (var line in new NdjsonReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), DecoderLimits.Default.MaxEventBytes).ReadAllAsync())
        {
            results.Add(decoder.Decode(line.Bytes.Span).Refusal?.Reason);
        }

        results.ShouldBe([RefusalReasons.TooLarge, null]);
    }

    [Fact]
    public async Task Lines_of_any_length_come_as_they_are()
    {
        const int Seed = 99;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var lines = Enumerable.Range(0, 3_000).Select(_ => new string((char)random.Next('a', 'z'), random.Next(1, 2_000))).ToArray();
        var expected = string.Join(' ', lines.Select((line, i) => $"{i + 1}:{line}"));
        (await ReadAsync(new MemoryStream(Gzip(string.Join("\r\n", lines))))).ShouldBe(expected);
        (await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))))).ShouldBe(expected);
    }

    [Fact]
    public async Task What_was_read_of_the_source_is_counted_in_compressed_bytes()
    {
        var packed = Gzip(string.Join('\n', Enumerable.Range(0, 100_000)));
        var reader = new NdjsonReader(new MemoryStream(packed));
        reader.SourceBytesRead.ShouldBe(0);
        var count = 0;
        await foreach (var line in reader.ReadAllAsync())
        {
            if (count++ == 0)
            {
                reader.SourceBytesRead.ShouldBeInRange(1, packed.Length - 1);
            }
        }

        count.ShouldBe(100_000);
        reader.SourceBytesRead.ShouldBe(packed.Length);
    }

    [Fact]
    public async Task Several_files_packed_one_after_the_other_are_one() =>
        (await ReadAsync(new MemoryStream([.. Gzip("a\nb"), .. Gzip("c\nd")]))).ShouldBe("1:a 2:bc 3:d");

    [Fact]
    public async Task A_compressed_file_that_ends_too_early_is_an_error_wherever_it_ends()
    {
        const int Seed = 7;
        output.WriteLine($"seed {Seed}");
        var noise = new byte[400];
        new Random(Seed).NextBytes(noise);
        foreach (var packed in new[] { Gzip("a\nb\n"), Gzip(string.Join('\n', Enumerable.Range(0, 500))), Gzip(Encoding.Latin1.GetString(noise)) })
        {
            for (var length = 2; length < packed.Length; length++)
            {
                await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(new MemoryStream(packed[..length])), $"{length} of {packed.Length}");
            }
        }
    }

    [Fact]
    public async Task A_damaged_file_is_an_error()
    {
        var packed = Gzip(string.Join('\n', Enumerable.Range(0, 100_000)));
        packed.AsSpan(packed.Length / 2, 64).Clear();
        var failure = await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(new MemoryStream(packed)));
        failure.Message.ShouldBe("the compressed data are damaged or end too early");
    }

    [Fact]
    public async Task A_stream_is_read_once_and_left_open()
    {
        var stream = new MemoryStream("a"u8.ToArray());
        var reader = new NdjsonReader(stream);
        await foreach (var _ in reader.ReadAllAsync())
        {
        }

        stream.CanRead.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in reader.ReadAllAsync())
            {
            }
        });
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in new NdjsonReader(new MemoryStream("a\n"u8.ToArray())).ReadAllAsync(cancelled.Token))
            {
            }
        });
    }

    [Theory]
    [InlineData(NdjsonReader.LeastLineBytes - 1)]
    [InlineData(NdjsonReader.MostLineBytes + 1)]
    public void The_longest_line_has_a_range(int bytes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new NdjsonReader(Stream.Null, bytes));

    private static async Task<string> ReadAsync(Stream stream, int maxLineBytes = 64 * 1024)
    {
        var lines = new List<string>();
        await foreach (var line in new NdjsonReader(stream, maxLineBytes).ReadAllAsync())
        {
            lines.Add($"{line.Number}:{Encoding.UTF8.GetString(line.Bytes.Span)}{(line.IsCut ? "!" : "")}");
        }

        return string.Join(' ', lines);
    }

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A stream that gives one byte at a time, as a slow network may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}
