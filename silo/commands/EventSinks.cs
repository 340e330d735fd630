using System.IO.Compression;

namespace CreditRisk.Silo.Commands;

/// <summary>Takes events one by one. Disposed of before it is finished, it leaves nothing that looks whole.</summary>
internal interface IEventSink : IAsyncDisposable
{
    /// <summary>Takes an event.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation);

    /// <summary>All events were taken.</summary>
    /// <returns>What a receiver answered, or null where there is none.</returns>
    ValueTask<Delivery?> FinishAsync(CancellationToken cancellation);
}

/// <summary>Writes events to the command's output.</summary>
internal sealed class ConsoleSink(CommandConsole console) : IEventSink
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        console.Line(json.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Delivery?> FinishAsync(CancellationToken cancellation) => new((Delivery?)null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Writes events to a file, an event a line. It gets its name when it is whole.</summary>
internal sealed class FileSink : IEventSink
{
    private const int BufferBytes = 1 << 16;

    private readonly string _path;
    private readonly string _partPath;
    private readonly Stream _stream;
    private bool _isWhole;

    private FileSink(string path)
    {
        _path = path;
        _partPath = path + ".part";
        var file = new FileStream(_partPath, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        _stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new BufferedStream(new GZipStream(file, CompressionLevel.Fastest), BufferBytes) : file;
    }

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static FileSink Create(string path) => new(path);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        await _stream.WriteAsync(json, cancellation);
        _stream.WriteByte((byte)'\n');
    }

    public async ValueTask<Delivery?> FinishAsync(CancellationToken cancellation)
    {
        await _stream.DisposeAsync();
        File.Move(_partPath, _path, overwrite: true);
        _isWhole = true;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isWhole)
        {
            await _stream.DisposeAsync();
            File.Delete(_partPath);
        }
    }
}
