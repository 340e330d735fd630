using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;

namespace CreditRisk.Tests.Simulation;

/// <summary>A member of the group, as librdkafka is one: it hears of its partitions while it consumes, and is heard only by way of a network that fails.</summary>
internal sealed class SimulatedConsumer : UnusedConsumer, ITopicDirectory
{
    // Idle polls may take longer than they were asked to: a simulation of months need not wake up every 50 ms of them.
    private const int MostPollsAtOnce = 200;

    private readonly PipelineRun _simulation;
    private readonly SimulatedProcess _process;
    private readonly SimulatedBroker _broker;
    private readonly GroupMember _member;
    private readonly Faults _faults;
    private readonly World _world;
    private readonly List<(News Kind, TopicPartition? Place)> _inbox = [];
    private readonly Dictionary<TopicPartition, long> _positions = [];
    private readonly HashSet<TopicPartition> _paused = [];
    private Fiber? _sleeper;

    public SimulatedConsumer(PipelineRun simulation, SimulatedProcess process, GroupMember member)
    {
        (_simulation, _process, _broker, _member) = (simulation, process, simulation.Broker, member);
        (_faults, _world) = (simulation.Faults, simulation.World);
        _broker.Join(this);
    }

    private enum News
    {
        Given,
        Asked,
        Lost,
    }

    public override string Name => _process.Name;

    public override List<TopicPartition> Assignment => [.. _positions.Keys];

    /// <summary>Whether the coordinator has taken it for dead, and it has not heard of it.</summary>
    public bool IsFenced => _inbox.Any(news => news.Kind == News.Lost);

    /// <summary>Gives it a partition.</summary>
    public void Give(SimulatedPartition partition) => Tell(News.Given, partition.Place);

    /// <summary>Asks for a partition back.</summary>
    public void Ask(SimulatedPartition partition) => Tell(News.Asked, partition.Place);

    /// <summary>Takes it for dead.</summary>
    public void Fence()
    {
        _inbox.Clear();
        Tell(News.Lost, null);
    }

    /// <summary>There may be something to consume.</summary>
    public void Wake() => _sleeper?.Wake();

    public override ConsumeResult<byte[], byte[]?>? Consume(TimeSpan timeout)
    {
        if (_world.Chance(_faults.ConsumeFails))
        {
            throw new ConsumeException(new ConsumeResult<byte[], byte[]>(), new Error(ErrorCode.Local_Transport, "the simulated broker is away"));
        }

        if (_inbox.Count > 0 && _world.Chance(0.5))
        {
            Hear();
            return null;
        }

        if (_simulation.IsBrokerAway || Next() is not { } record)
        {
            _sleeper = Fiber.Current;
            _process.Sleep(timeout * _world.Random.Next(1, MostPollsAtOnce));
            _sleeper = null;
            return null;
        }

        _positions[record.Place] = record.Offset + 1;
        _world.Tell("reads", Name, record.Origin);
        return new ConsumeResult<byte[], byte[]?>
        {
            TopicPartitionOffset = new TopicPartitionOffset(record.Place, record.Offset),
            Message = new Message<byte[], byte[]?>
            {
                Key = record.Sent.Key,
                Value = record.Sent.Value,
                Timestamp = new Timestamp(record.Sent.At.ToUnixTimeMilliseconds(), TimestampType.CreateTime),
            },
        };
    }

    public override void Commit(IEnumerable<TopicPartitionOffset> offsets)
    {
        var wanted = offsets.Select(offset => _simulation.Sabotage == Sabotage.OffsetsTooEarly
            ? new TopicPartitionOffset(offset.TopicPartition, _positions.GetValueOrDefault(offset.TopicPartition, offset.Offset.Value))
            : offset).ToList();
        _process.Sleep(_world.UpTo(_faults.BrokerLatency));
        FailWith(_faults.OffsetsLostBefore);
        if (!_broker.TryCommit(this, wanted))
        {
            throw new KafkaException(new Error(ErrorCode.IllegalGeneration, "the simulated coordinator knows another owner"));
        }

        _process.Sleep(_world.UpTo(_faults.BrokerLatency));
        FailWith(_faults.OffsetsLostAfter);
    }

    public override void Pause(IEnumerable<TopicPartition> partitions) => _paused.UnionWith(partitions);

    public override void Resume(IEnumerable<TopicPartition> partitions) => _paused.ExceptWith(partitions);

    public override void Seek(TopicPartitionOffset tpo)
    {
        if (!_positions.ContainsKey(tpo.TopicPartition))
        {
            throw new KafkaException(new Error(ErrorCode.Local_State, "a partition that is not assigned is sought"));
        }

        _positions[tpo.TopicPartition] = tpo.Offset.Value;
    }

    public override List<TopicPartitionOffset> Committed(IEnumerable<TopicPartition> partitions, TimeSpan timeout)
    {
        FailWith(_faults.QuestionsLost);
        return [.. partitions.Select(place => new TopicPartitionOffset(place, _broker.Find(place).Committed))];
    }

    public IEnumerable<TopicPartition> PartitionsOf(string topic, TimeSpan timeout)
    {
        FailWith(_faults.QuestionsLost);
        return _broker.Partitions.Select(partition => partition.Place).Where(place => place.Topic == topic);
    }

    public override WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout)
    {
        FailWith(_faults.QuestionsLost);
        return new WatermarkOffsets(0, _broker.Find(topicPartition).High);
    }

    public override WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition) => new(0, _broker.Find(topicPartition).High);

    public override void Close()
    {
        if (!IsFenced && _positions.Count > 0)
        {
            GiveUp([.. _positions.Keys]);
        }

        _broker.Leave(this);
    }

    private void Tell(News kind, TopicPartition? place)
    {
        _inbox.Add((kind, place));
        Wake();
    }

    private void FailWith(double probability)
    {
        if (_simulation.IsBrokerAway || _world.Chance(probability))
        {
            throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "the simulated broker does not answer"));
        }
    }

    private SimulatedRecord? Next()
    {
        var readable = _positions.Where(entry => !_paused.Contains(entry.Key)).Select(entry => _broker.Find(entry.Key).At(entry.Value)).OfType<SimulatedRecord>().ToList();
        return readable.Count == 0 ? null : readable[_world.Random.Next(readable.Count)];
    }

    private void Hear()
    {
        var (kind, place) = _inbox[0];
        _world.Tell($"is {kind}", Name, $"{place}");
        switch (kind)
        {
            case News.Given:
                _inbox.RemoveAt(0);
                _positions[place!] = _broker.Find(place!).Committed;
                _member.Assigned([place!]);
                break;
            case News.Asked:
                _inbox.RemoveAt(0);
                if (_positions.ContainsKey(place!))
                {
                    GiveUp([place!]);
                }

                break;
            case News.Lost:
                var lost = _positions.Keys.ToList();
                Forget(lost);
                _member.Lost(lost);
                _inbox.Remove((News.Lost, null));
                break;
        }
    }

    private void GiveUp(List<TopicPartition> places)
    {
        _member.Revoked(places);
        // It may have been taken for dead while it drained: then they were freed without it.
        if (!IsFenced)
        {
            Forget(places);
            places.ForEach(place => _broker.GiveUp(this, _broker.Find(place)));
        }
    }

    private void Forget(List<TopicPartition> places)
    {
        places.ForEach(place => _positions.Remove(place));
        _paused.ExceptWith(places);
    }
}
