using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>One line of a file of events.</summary>
/// <param name="Number">Its place in the file from 1; blank lines are counted.</param>
/// <param name="Bytes">
/// The line without its end. It is valid until the next line is asked for, since the buffer is used again.
/// </param>
/// <param name="IsCut">
/// Whether the line was longer than allowed: then <paramref name="Bytes"/> are its beginning, one byte longer than allowed, so
/// that a decoder with the same limit refuses it as too large.
/// </param>
public readonly record struct NdjsonLine(long Number, ReadOnlyMemory<byte> Bytes, bool IsCut);

/// <summary>
/// Reads newline-delimited JSON from a stream, plain or compressed by gzip, which its first bytes tell. Lines may end in LF or
/// CRLF, a byte order mark and blank lines are skipped. One reading per instance; memory is bounded by the longest line allowed.
/// </summary>
public sealed class NdjsonReader
{
    /// <summary>The least and the most that a longest line may be, in bytes.</summary>
    public const int LeastLineBytes = DecoderLimits.LeastEventBytes, MostLineBytes = DecoderLimits.MostEventBytes;

    private const int ReadBytes = 128 * 1024;

    // A line that is one byte too long, and a carriage return that may still turn out to belong to its end.
    private const int BeyondLine = 2;

    private static readonly byte[] GzipMagic = [0x1f, 0x8b];

    // GZipStream takes compressed data that break off for their end. So a last line of ours is put behind them, compressed by
    // itself: it comes out as it went in only where the data before it are whole.
    private static readonly byte[] EndMark = [.. "\0end of the compressed data\0"u8];
    private static readonly byte[] PackedEndMark = Pack([(byte)'\n', .. EndMark]);

    private readonly Stream _source;
    private readonly int _maxLineBytes;

    private byte[] _buffer = [];
    private int _start;
    private int _end;

    // How far from the start it is known that no line ends.
    private int _searched;

    private long _sourceBytes;
    private long _lines;
    private bool _isSkipping;
    private bool _isStarted;

    /// <summary>A reader of a stream, which stays the caller's to dispose of.</summary>
    /// <param name="source">The stream, from its beginning.</param>
    /// <param name="maxLineBytes">The longest line in bytes, 256 to 16,777,216; longer ones are delivered cut.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLineBytes"/> is out of its range.</exception>
    public NdjsonReader(Stream source, int maxLineBytes = 64 * 1024)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLineBytes, LeastLineBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxLineBytes, MostLineBytes);
        _source = source;
        _maxLineBytes = maxLineBytes;
    }

    /// <summary>
    /// How many bytes were read of the stream so far, compressed ones where it is compressed; with the length of the file this is
    /// how far the reading is. May be asked by any thread.
    /// </summary>
    public long SourceBytesRead => Interlocked.Read(ref _sourceBytes);

    /// <summary>All lines in order. What <see cref="NdjsonLine.Bytes"/> shows is valid until the next step.</summary>
    /// <exception cref="InvalidOperationException">The lines have been asked for before.</exception>
    /// <exception cref="InvalidDataException">The compressed data are damaged or end too early.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public async IAsyncEnumerable<NdjsonLine> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_isStarted)
        {
            throw new InvalidOperationException("a reader reads its stream once");
        }

        _isStarted = true;
        _buffer = ArrayPool<byte>.Shared.Rent(_maxLineBytes + BeyondLine + ReadBytes);
        try
        {
            await using var source = new CountingStream(_source, count => Interlocked.Add(ref _sourceBytes, count));
            var isGzip = await source.StartsWithAsync(GzipMagic, cancellationToken);
            source.Append(isGzip ? PackedEndMark : default);
            await using var stream = isGzip ? new GZipStream(source, CompressionMode.Decompress) : (Stream)source;
            var isAtEnd = false;
            while (!isAtEnd)
            {
                isAtEnd = !await FillAsync(stream, cancellationToken);
                if (isAtEnd && isGzip)
                {
                    RemoveEndMark();
                }

                while (TryTake(isAtEnd, out var line))
                {
                    yield return line;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private void RemoveEndMark()
    {
        if (!_buffer.AsSpan(_start, _end - _start).SequenceEqual(EndMark))
        {
            throw new InvalidDataException("the compressed data end too early, or are followed by something else");
        }

        _end = _start;
    }

    private async ValueTask<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        try
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException damaged)
        {
            // Its own message speaks of an archive's entry and its compression method, of which there is neither.
            throw new InvalidDataException("the compressed data are damaged or end too early", damaged);
        }
    }

    // Takes the next line that is not blank, if the buffer holds one whole or enough of one to know that it is too long.
    private bool TryTake(bool isAtEnd, out NdjsonLine line)
    {
        line = default;
        while (_start < _end)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var length = rest[_searched..].IndexOf((byte)'\n');
            length = length < 0 ? length : length + _searched;
            if (length < 0 && !isAtEnd && !_isSkipping && rest.Length < _maxLineBytes + BeyondLine)
            {
                _searched = rest.Length;
                return false;
            }

            _searched = 0;
            var first = _start;
            var wasSkipping = _isSkipping;
            _isSkipping = length < 0 && !isAtEnd;
            _start = length < 0 ? _end : _start + length + 1;
            if (!wasSkipping && TryMake(first, length < 0 ? rest.Length : length, out line))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMake(int first, int length, out NdjsonLine line)
    {
        _lines++;
        var text = _buffer.AsMemory(first, length);
        if (_lines == 1 && text.Span.StartsWith("\uFEFF"u8))
        {
            text = text["\uFEFF"u8.Length..];
        }

        if (text.Span.EndsWith((byte)'\r'))
        {
            text = text[..^1];
        }

        var isCut = text.Length > _maxLineBytes;
        line = new NdjsonLine(_lines, isCut ? text[..(_maxLineBytes + 1)] : text, isCut);
        return text.Span.ContainsAnyExcept((byte)' ', (byte)'\t');
    }
}
