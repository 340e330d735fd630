using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;

namespace CreditRisk.Silo.Comparison.Input;

/// <summary>
/// The events of files, on event time: a record's log timestamp is its own <c>time</c>. Files have all accounts side by side, and rules want the records of one account one after the other:
/// so the lines are first dealt out to temporary files by account, each of which has few enough accounts for the memory, however large the files are.
/// </summary>
public sealed class SpooledFiles : IRecordedInput
{
    private const int Spools = 256;
    private const int BufferBytes = 1 << 14;

    private readonly string _directory = Directory.CreateTempSubdirectory("creditrisk-comparison-").FullName;
    private readonly EventDecoder _decoder = new();
    private readonly long[] _lengths = new long[Spools];

    private SpooledFiles()
    {
    }

    /// <inheritdoc/>
    public Instant? Latest { get; private set; }

    /// <inheritdoc/>
    public long Unreadable { get; private set; }

    /// <summary>Reads the files.</summary>
    /// <param name="files">NDJSON files of CloudEvents, plain or gzip, in order.</param>
    /// <param name="progress">Told the share of the files' bytes that is read, 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">A file cannot be read, or there is no room for the temporary ones.</exception>
    /// <exception cref="InvalidDataException">A file's compressed data are damaged.</exception>
    public static async Task<SpooledFiles> ReadAsync(IReadOnlyList<string> files, Action<double> progress, CancellationToken cancellation)
    {
        var spooled = new SpooledFiles();
        try
        {
            await spooled.SpoolAsync(files, progress, cancellation);
            return spooled;
        }
        catch
        {
            spooled.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedPart> Parts()
    {
        var all = (double)_lengths.Sum();
        return Enumerable.Range(0, Spools).Where(index => _lengths[index] > 0)
            .Select(index => new RecordedPart(_lengths[index] / all, cancellation => ReadAsync(PathOf(index), cancellation)));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task<RecordedBatch> ReadAsync(string path, CancellationToken cancellation)
    {
        var decoder = new EventDecoder();
        var histories = new Dictionary<string, List<RecordedEvent>>(StringComparer.Ordinal);
        await using var file = Open(path);
        await foreach (var line in new NdjsonReader(file).ReadAllAsync(cancellation))
        {
            var decoded = decoder.Decode(line.Bytes.Span).Event ?? throw new InvalidDataException($"{path}: the temporary file was changed");
            var account = decoded.Header.Account;
            if (!histories.TryGetValue(account, out var history))
            {
                histories.Add(account, history = []);
            }

            history.Add(new RecordedEvent(history.Count + 1, decoded, decoded.Header.Time));
        }

        return new RecordedBatch(histories.Select(one => new RecordedAccount(one.Key, one.Value, null)), 0, 0);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private string PathOf(int spool) => Path.Combine(_directory, $"{spool}.ndjson");

    private async Task SpoolAsync(IReadOnlyList<string> files, Action<double> progress, CancellationToken cancellation)
    {
        var all = Math.Max(1.0, files.Sum(file => new FileInfo(file).Length));
        var spools = new FileStream[Spools];
        try
        {
            for (var i = 0; i < Spools; i++)
            {
                spools[i] = new FileStream(PathOf(i), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
            }

            var before = 0L;
            foreach (var path in files)
            {
                await SpoolAsync(path, spools, bytes => progress((before + bytes) / all), cancellation);
                before += new FileInfo(path).Length;
            }

            for (var i = 0; i < Spools; i++)
            {
                _lengths[i] = spools[i].Length;
            }
        }
        finally
        {
            foreach (var spool in spools)
            {
                // One that could not be made is missing, and those after it.
                spool?.Dispose();
            }
        }
    }

    private async Task SpoolAsync(string path, FileStream[] spools, Action<long> progress, CancellationToken cancellation)
    {
        await using var source = Open(path);
        var reader = new NdjsonReader(source);
        try
        {
            await foreach (var line in reader.ReadAllAsync(cancellation))
            {
                Spool(line.Bytes.Span, spools);
                if (line.Number % 1024 == 0)
                {
                    progress(reader.SourceBytesRead);
                }
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidDataException($"{path}: {damaged.Message}", damaged);
        }

        progress(reader.SourceBytesRead);
    }

    private void Spool(ReadOnlySpan<byte> line, FileStream[] spools)
    {
        if (_decoder.Decode(line).Event is not { Header: var header })
        {
            Unreadable++;
            return;
        }

        Latest = Latest > header.Time ? Latest : header.Time;
        if (header.Account.Length == 0)
        {
            // The heartbeat of a feed belongs to no account.
            return;
        }

        var spool = spools[StableHash.Of(header.Account) % Spools];
        spool.Write(line);
        spool.WriteByte((byte)'\n');
    }
}
