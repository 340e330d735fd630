namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>Reads a stream in small pieces, and cancels a run when so many bytes are read.</summary>
internal sealed class StoppingStream(Stream source, long stopAfter, CancellationTokenSource stop) : Stream
{
    private const int Piece = 1500;

    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException("It is read once.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read >= stopAfter)
        {
            await stop.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var read = await source.ReadAsync(buffer[..Math.Min(Piece, buffer.Length)], cancellationToken);
        _read += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush() => throw new NotSupportedException("It is read only.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("It is read once.");

    public override void SetLength(long value) => throw new NotSupportedException("It is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read only.");
}
