using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Ingest.Sources;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Takes the events of one NDJSON file into the engine, on event time: a record's log timestamp is its own <c>time</c>. The file is a source with positions: what a crash left undone is
/// taken in by the next run, and what was done is recognised.
/// </summary>
public sealed class FileIngest
{
    private readonly Engine _engine;
    private readonly OutcomeCounts _counts;
    private readonly LatencySample _latency;
    private readonly EventDecoder _decoder = new();
    private readonly SourcePartition _partition;
    private readonly ContiguousPrefix _prefix;
    private readonly LetterKeeper _letters;
    private readonly long _first;
    private readonly Dictionary<string, TypeObserver> _observers = new(StringComparer.Ordinal);

    private FileIngest(Engine engine, SourcePartition partition, OutcomeCounts counts, LatencySample latency)
    {
        _engine = engine;
        _counts = counts;
        _latency = latency;
        _partition = partition;
        _letters = new LetterKeeper(engine.Committer);
        _first = engine.Reader.ProgressOf(partition);
        _prefix = new ContiguousPrefix(_first);
    }

    /// <summary>Lines read so far.</summary>
    public long Read { get; private set; }

    /// <summary>The greatest event time seen.</summary>
    public Instant Latest { get; private set; } = Instant.MinValue;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<FileIngest> OpenAsync(Engine engine, string path, OutcomeCounts counts, LatencySample latency, CancellationToken cancellation) =>
        new(engine, new SourcePartition(await FileIdentity.OfAsync(path, cancellation), "file", 0), counts, latency);

    /// <summary>Takes in the file; returns when all of it is durable.</summary>
    /// <param name="source">The file's bytes, plain or gzip.</param>
    /// <param name="progress">Told how many bytes of the source are read.</param>
    /// <param name="cancellation">Stops between two records; what was taken in becomes durable.</param>
    /// <exception cref="StoreException">A refused line could not be kept: the file must be taken in again.</exception>
    public async Task RunAsync(Stream source, Action<long>? progress, CancellationToken cancellation)
    {
        var reader = new NdjsonReader(source);
        await foreach (var line in reader.ReadAllAsync(cancellation))
        {
            Read++;
            if (line.Number < _first)
            {
                Pass(line.Bytes.Span);
                continue;
            }

            _prefix.Begin(line.Number);
            _latency.Begin(line.Number);
            await SubmitAsync(line.Number, line.Bytes.ToArray(), cancellation);
            if (Read % 1024 == 0)
            {
                progress?.Invoke(reader.SourceBytesRead);
            }
        }

        progress?.Invoke(reader.SourceBytesRead);
        await _engine.Host.DrainAsync(cancellation);
        await _letters.DrainAsync(cancellation);
    }

    /// <summary>A line that an earlier run has taken in: only how far time has come is still to be known.</summary>
    private void Pass(ReadOnlySpan<byte> line)
    {
        _counts.Add("(taken in before)", Outcome.Duplicate);
        if (_decoder.Decode(line).Event is { } decoded)
        {
            Latest = Instant.Max(Latest, decoded.Header.Time);
        }
    }

    private ValueTask SubmitAsync(long number, byte[] bytes, CancellationToken cancellation)
    {
        var decoded = _decoder.Decode(bytes);
        if (!decoded.IsEvent)
        {
            return RefuseAsync(number, bytes, decoded.Refusal.Value, decoded.Attributes, cancellation);
        }

        var time = decoded.Event.Header.Time;
        Latest = Instant.Max(Latest, time);
        if (decoded.Event.Header.Account.Length == 0)
        {
            // The heartbeat of a feed belongs to no account, and has no effect that would have to be durable.
            _counts.Add(EventTypeNames.Of(decoded.Event), Outcome.Applied);
            End(number);
            return ValueTask.CompletedTask;
        }

        var record = new SourceRecord(new RecordPosition(_partition, number), time, bytes, default);
        return SubmitAsync(new InputRecord(decoded.Event, record, ObserverOf(decoded.Event), number), cancellation);
    }

    private async ValueTask SubmitAsync(InputRecord input, CancellationToken cancellation)
    {
        try
        {
            await _engine.Host.SubmitAsync(input, cancellation);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } failure)
        {
            // Why the host takes nothing more is what the user must be told.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private ValueTask RefuseAsync(long number, byte[] bytes, Refusal refusal, RefusedAttributes attributes, CancellationToken cancellation)
    {
        var letter = new DeadLetter(
            Instant.Max(Latest, NodaConstants.UnixEpoch), refusal.Reason, refusal.Message, attributes.Subject, attributes.Id, $"file@{number}", bytes, default, default);
        return _letters.KeepAsync(
            letter,
            () =>
            {
                _counts.Add(attributes.Type ?? "(unreadable)", Outcome.Refused);
                End(number);
            },
            cancellation);
    }

    private void End(long number)
    {
        _latency.End(number);
        if (_prefix.End(number) is { } next)
        {
            _engine.Committer.ReportProgress(new SourceProgress(_partition, next));
        }
    }

    private TypeObserver ObserverOf(AccountEvent decoded)
    {
        var type = EventTypeNames.Of(decoded);
        if (!_observers.TryGetValue(type, out var observer))
        {
            _observers.Add(type, observer = new TypeObserver(this, type));
        }

        return observer;
    }

    private sealed class TypeObserver(FileIngest owner, string type) : IRecordObserver
    {
        public void OnDurable(in RecordResult result)
        {
            owner._counts.Add(type, result.Outcome);
            owner.End(result.Token);
        }
    }
}
