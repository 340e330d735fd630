namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// A stream to read from that tells how much is read, can be asked how it starts before it is read, and can be given an end of
/// ours. It leaves the inner one open.
/// </summary>
internal sealed class CountingStream(Stream inner, Action<int> count) : Stream
{
    // What is given out before anything else is read: the start that was asked for, and at the end what was appended.
    private ReadOnlyMemory<byte> _ahead;
    private ReadOnlyMemory<byte> _appended;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the stream starts with these bytes; ask before anything is read. They are read again afterwards.</summary>
    public async ValueTask<bool> StartsWithAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var ahead = new byte[bytes.Length];
        var read = await inner.ReadAtLeastAsync(ahead, ahead.Length, throwOnEndOfStream: false, cancellationToken);
        count(read);
        _ahead = ahead.AsMemory(0, read);
        return bytes.Span.SequenceEqual(_ahead.Span);
    }

    /// <summary>Lets these bytes follow those of the inner stream.</summary>
    public void Append(ReadOnlyMemory<byte> bytes) => _appended = bytes;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TryReadAhead(buffer.Span, out var ahead))
        {
            return ahead;
        }

        return Note(await inner.ReadAsync(buffer, cancellationToken), buffer.Span);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int length, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, length), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int length)
    {
        if (TryReadAhead(buffer.AsSpan(offset, length), out var ahead))
        {
            return ahead;
        }

        return Note(inner.Read(buffer, offset, length), buffer.AsSpan(offset, length));
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();

    private int Note(int read, Span<byte> buffer)
    {
        count(read);
        if (read > 0 || buffer.IsEmpty)
        {
            return read;
        }

        _ahead = _appended;
        _appended = default;
        _ = TryReadAhead(buffer, out read);
        return read;
    }

    private bool TryReadAhead(Span<byte> buffer, out int read)
    {
        read = Math.Min(buffer.Length, _ahead.Length);
        _ahead.Span[..read].CopyTo(buffer);
        _ahead = _ahead[read..];
        return read > 0;
    }
}
