using System.Globalization;
using Confluent.Kafka;
using CreditRisk.Ingest.Execution;
using NodaTime;

namespace CreditRisk.Ingest.Kafka;

/// <summary>
/// Reads topics as a member of a consumer group, on a thread of its own, and hands every record to a target. An offset is committed only when the record and everything before it is
/// durable. Where there is no room, partitions pause and the source stays in its group.
/// </summary>
public sealed class KafkaSource : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // A pause throws away what the client has fetched ahead, for all partitions: only a lack of room that lasts is worth one. Shorter than anything that a group waits for.
    private static readonly TimeSpan BeforePause = TimeSpan.FromMilliseconds(200);

    private readonly KafkaOptions _options;
    private readonly IKafkaTarget _target;
    private readonly Action<KafkaNews> _tell;
    private readonly TimeProvider _clock;
    private readonly Executor _executor;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InFlight _inFlight;
    private readonly PartitionSet _partitions;
    private readonly IConsumer<byte[], byte[]?> _consumer;
    private readonly InputEnds _ends;
    private long _lastCommit;
    private long _pauses;

    // Null where nobody knows: the client keeps a partition paused that was lost while it was, and gives new ones running.
    private bool? _isPaused;

    /// <summary>Joins the group and begins to read.</summary>
    /// <param name="options">Where from, and how.</param>
    /// <param name="target">Takes the records.</param>
    /// <param name="tell">Is told the news, on the source's thread or the client's.</param>
    /// <param name="clock">Times commits and drains.</param>
    /// <param name="clients">Make the consumer; librdkafka's if nothing else is said.</param>
    /// <param name="executor">Runs the source's thread; the system's if nothing else is said.</param>
    /// <exception cref="KafkaLibraryException">The native library is missing or wrong.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the client refuses a setting.</exception>
    public KafkaSource(
        KafkaOptions options, IKafkaTarget target, Action<KafkaNews> tell, TimeProvider clock, IKafkaClients? clients = null, Executor? executor = null)
    {
        if (options.Mistakes().FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(options));
        }

        (_options, _target, _tell, _clock) = (options, target, tell, clock);
        _executor = executor ?? Executor.Default;
        _inFlight = new InFlight(options.MaxInFlightRecords, options.MaxInFlightMebibytes * 1024L * 1024, _executor);
        _partitions = new PartitionSet(options.Epoch);
        clients ??= KafkaClients.Instance;
        _consumer = clients.Consumer(options, new GroupMember(Assign, Revoke, Lose), tell);
        _ends = new InputEnds(_consumer, clients.Topics(_consumer), options, _partitions, clock);
        _lastCommit = clock.GetTimestamp();
        _executor.StartThread("kafka-source", Run);
    }

    /// <summary>Ends when the source is disposed of, or with the failure that ended it.</summary>
    public Task Completion => _ended.Task;

    /// <summary>Records that are read and not durable yet.</summary>
    public int Undurable => _inFlight.Records;

    /// <summary>How often all partitions were paused, for want of room.</summary>
    public long Pauses => Interlocked.Read(ref _pauses);

    /// <summary>Partitions that this instance owns.</summary>
    public int Partitions => _partitions.All.Count;

    /// <summary>Records that lie unread in the partitions that this instance owns, by topic, as the last fetch of each told.</summary>
    public IReadOnlyDictionary<string, long> UnreadByTopic => _partitions.UnreadByTopic;

    /// <summary>
    /// How far all partitions of the topics are read: everything that was appended to one before its instant is with its account. What another member of the group owns
    /// is read as far as the group has committed. Asks the brokers; where they do not answer, or nothing is owned yet, it is not known: null. For one caller at a time.
    /// </summary>
    /// <param name="timeout">How long each partition's broker may take.</param>
    public IReadOnlyList<PartitionRead>? Read(TimeSpan timeout) => _ends.Look(timeout);

    /// <summary>The instant up to which all partitions of the topics are read, or null where no such instant is known; see <see cref="Read"/>.</summary>
    /// <param name="timeout">How long each partition's broker may take.</param>
    public Instant? ReadUpTo(TimeSpan timeout) => Read(timeout) is { } all && all.All(one => one.UpTo is not null) ? all.Min(one => one.UpTo) : null;

    /// <summary>Leaves the group after what was read has become durable and its offsets are committed, for as long as a drain may take.</summary>
    public async ValueTask DisposeAsync()
    {
        await _executor.CancelAsync(_stop);
        // Its failure is told by Completion; this waits for the end only.
        await _ended.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (Next() is { } record)
                {
                    Take(record);
                }

                CommitWhenDue();
            }

            // Closing gives up all partitions, which drains and commits them.
            _consumer.Close();
            _ended.SetResult();
        }
        catch (Exception failure)
        {
            _ended.SetException(failure);
        }
        finally
        {
            _ends.Dispose();
            _consumer.Dispose();
        }
    }

    private ConsumeResult<byte[], byte[]?>? Next()
    {
        if (_isPaused is not true)
        {
            _ = _inFlight.WaitUntil(() => !_inFlight.IsFull, BeforePause, _clock);
        }

        Pause(_inFlight.IsFull);
        return Consume();
    }

    private ConsumeResult<byte[], byte[]?>? Consume()
    {
        try
        {
            return _consumer.Consume(Poll);
        }
        catch (ConsumeException failure) when (!failure.Error.IsFatal)
        {
            // A topic that is not there yet, a broker that is away: the client tries again by itself.
            _tell(new KafkaNews(KafkaNewsKind.Error, $"{failure.Error.Reason} ({failure.Error.Code})"));
            return null;
        }
    }

    private void Take(ConsumeResult<byte[], byte[]?> result)
    {
        // A record that was fetched before its partition was taken away is its next owner's.
        if (_partitions.Find(result.TopicPartition) is not { } reader)
        {
            return;
        }

        var record = KafkaRecord.Of(reader.Partition, result);
        var (offset, bytes) = (result.Offset.Value, record.Bytes);
        reader.Begin(offset);
        _inFlight.Begin(bytes);
        var taking = _target.TakeAsync(
            record,
            () =>
            {
                reader.End(offset);
                _inFlight.End(bytes);
            },
            _stop.Token).AsTask();
        StayInGroupUntil(taking);
        if (taking.IsCanceled)
        {
            reader.GiveUp();
            _inFlight.End(bytes);
            return;
        }

        reader.Pass(offset);
    }

    /// <summary>While the target has no room for long, the source goes on polling with everything paused: who does not poll is taken for dead.</summary>
    private void StayInGroupUntil(Task taking)
    {
        if (!taking.IsCompleted && _isPaused is not true)
        {
            _ = taking.ContinueWith(
                static (_, inFlight) => ((InFlight)inFlight!).Pulse(), _inFlight, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _ = _inFlight.WaitUntil(() => taking.IsCompleted, BeforePause, _clock);
        }

        while (!taking.IsCompleted)
        {
            Pause(true);
            if (Consume() is { } late)
            {
                // A partition that was assigned while everything was paused may deliver a record: it is read again.
                _consumer.Seek(late.TopicPartitionOffset);
                _isPaused = null;
            }

            CommitWhenDue();
        }

        if (taking.IsFaulted)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(taking.Exception!.InnerException!);
        }
    }

    private void Pause(bool isToPause)
    {
        if (isToPause == _isPaused)
        {
            return;
        }

        _isPaused = isToPause;
        if (isToPause)
        {
            Interlocked.Increment(ref _pauses);
            _consumer.Pause(_consumer.Assignment);
        }
        else
        {
            _consumer.Resume(_consumer.Assignment);
        }
    }

    private void Assign(IReadOnlyList<TopicPartition> assigned)
    {
        _partitions.Add(assigned);
        _isPaused = null;
        _tell(new KafkaNews(KafkaNewsKind.Assigned, Names(assigned)));
    }

    private void Revoke(IReadOnlyList<TopicPartition> revoked)
    {
        var readers = _partitions.Remove(revoked);
        var isDrained = _inFlight.WaitUntil(() => readers.All(reader => reader.IsDrained), TimeSpan.FromSeconds(_options.DrainSeconds), _clock);
        Commit(readers);
        _tell(new KafkaNews(KafkaNewsKind.Revoked, isDrained ? Names(revoked) : $"{Names(revoked)}; not everything was durable in time, and is read again by the next owner"));
    }

    private void Lose(IReadOnlyList<TopicPartition> lost)
    {
        _ = _partitions.Remove(lost);
        _tell(new KafkaNews(KafkaNewsKind.Lost, Names(lost)));
    }

    private void CommitWhenDue()
    {
        if (_clock.GetElapsedTime(_lastCommit).TotalMilliseconds < _options.CommitIntervalMilliseconds)
        {
            return;
        }

        _lastCommit = _clock.GetTimestamp();
        _partitions.LookAtEnds(_consumer);
        Commit(_partitions.All);
    }

    private void Commit(IReadOnlyList<PartitionReader> readers)
    {
        var offsets = readers.Select(reader => (Reader: reader, Offset: reader.ToCommit)).Where(one => one.Offset is not null).ToList();
        if (offsets.Count == 0)
        {
            return;
        }

        try
        {
            _consumer.Commit(offsets.Select(one => new TopicPartitionOffset(one.Reader.Place, one.Offset!.Value)));
            offsets.ForEach(one => one.Reader.Committed(one.Offset!.Value));
        }
        catch (KafkaException failure) when (!failure.Error.IsFatal)
        {
            // What is not committed is read again, and recognised by its position: the next commit covers it.
            _tell(new KafkaNews(KafkaNewsKind.Error, $"offsets were not committed: {failure.Error.Reason} ({failure.Error.Code})"));
        }
    }

    private static string Names(IEnumerable<TopicPartition> partitions) => string.Join(
        ", ",
        partitions.GroupBy(partition => partition.Topic).OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic =>
            string.Create(CultureInfo.InvariantCulture, $"{topic.Key} {string.Join('+', topic.Select(one => one.Partition.Value).Order())}")));
}
