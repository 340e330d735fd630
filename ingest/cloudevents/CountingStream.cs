namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// A stream to read from that tells how much is read, and can be asked how it starts before it is read. It leaves the inner one open.
/// </summary>
internal sealed class CountingStream(Stream inner, Action<int> count) : Stream
{
    private byte[] _ahead = [];
    private int _aheadUsed;

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
        _ahead = ahead[..read];
        return bytes.Span.SequenceEqual(_ahead);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TryReadAhead(buffer.Span, out var ahead))
        {
            return ahead;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        count(read);
        return read;
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

        var read = inner.Read(buffer, offset, length);
        count(read);
        return read;
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

    private bool TryReadAhead(Span<byte> buffer, out int read)
    {
        read = Math.Min(buffer.Length, _ahead.Length - _aheadUsed);
        _ahead.AsSpan(_aheadUsed, read).CopyTo(buffer);
        _aheadUsed += read;
        return read > 0;
    }
}
