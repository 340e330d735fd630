using System.Text;
using Confluent.Kafka;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Kafka;

namespace CreditRisk.Tests.Simulation;

/// <summary>A partition of an input topic: its records, how far the group has committed, and who reads it.</summary>
internal sealed class SimulatedPartition(TopicPartition place)
{
    public TopicPartition Place => place;

    public List<SimulatedRecord> Log { get; } = [];

    /// <summary>The group's committed offset.</summary>
    public long Committed { get; set; }

    /// <summary>Whose commits are taken; null while it is handed over.</summary>
    public SimulatedConsumer? Owner { get; set; }

    /// <summary>Who shall have it.</summary>
    public SimulatedConsumer? Heir { get; set; }

    public long High => Log.Count == 0 ? 0 : Log[^1].Offset + 1;

    /// <summary>The first record at an offset or behind it, or null.</summary>
    public SimulatedRecord? At(long offset)
    {
        var index = Log.FindLastIndex(record => record.Offset < offset) + 1;
        return index < Log.Count ? Log[index] : null;
    }
}

/// <summary>A broker: input topics, one consumer group, and the output topics.</summary>
internal sealed class SimulatedBroker(PipelineRun simulation)
{
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(45);

    private readonly World _world = simulation.World;
    private readonly EventDecoder _decoder = new();
    private readonly Dictionary<string, SimulatedPartition[]> _topics = [];
    private readonly List<SimulatedConsumer> _members = [];

    public IEnumerable<SimulatedPartition> Partitions => _topics.Values.SelectMany(topic => topic);

    /// <summary>The output topics: accounts and events in the order of their coming, repeats included.</summary>
    public List<(string Account, string Body)> Published { get; } = [];

    /// <summary>The numbers of the dead letters that were published.</summary>
    public HashSet<long> PublishedLetters { get; } = [];

    public void CreateTopic(string name, int partitions) =>
        _topics[name] = [.. Enumerable.Range(0, partitions).Select(number => new SimulatedPartition(new TopicPartition(name, number)))];

    public SimulatedPartition Find(TopicPartition place) => _topics[place.Topic][place.Partition.Value];

    public void Append(Sending sent)
    {
        var topic = _topics[sent.Topic];
        var partition = topic[StableHash.Of(Encoding.ASCII.GetString(sent.Key)) % (ulong)topic.Length];
        // Offsets have gaps where records were compacted away or transactions ended.
        var offset = partition.High + (_world.Chance(simulation.Faults.OffsetGap) ? _world.Random.Next(1, 4) : 0);
        var record = new SimulatedRecord(sent, partition.Place, offset, _decoder);
        partition.Log.Add(record);
        _world.Tell("append", record.Origin);
        partition.Owner?.Wake();
    }

    public void Publish(OutgoingRecord record)
    {
        if (record.Output == RelayOutbox.LetterTopic)
        {
            PublishLetter(record);
        }
        else if (simulation.Durable.HasLeft(record.Key!, record.Body))
        {
            Published.Add((record.Key!, Encoding.Latin1.GetString(record.Body.Span)));
            _world.Tell("publish", record.Key!);
        }
        else
        {
            throw _world.Failed($"an event of {record.Key} was published that is not durable");
        }
    }

    public void Join(SimulatedConsumer member)
    {
        _members.Add(member);
        Rebalance();
    }

    /// <summary>A member leaves, having given up its partitions.</summary>
    public void Leave(SimulatedConsumer member)
    {
        _members.Remove(member);
        Free(member);
    }

    /// <summary>A member is gone without a word: its partitions are another's after a while.</summary>
    public void Abandon(SimulatedConsumer member) => _world.After(_world.UpTo(SessionTimeout), null, () => Leave(member));

    /// <summary>The coordinator takes a member for dead that is not: others have its partitions at once, and it is told when it asks next.</summary>
    public void Kick(SimulatedConsumer member)
    {
        if (_members.Contains(member) && !member.IsFenced)
        {
            _world.Tell("is taken for dead", member.Name);
            member.Fence();
            Free(member);
        }
    }

    /// <summary>Kicks anybody.</summary>
    public void KickOne()
    {
        if (_members.Count > 0)
        {
            Kick(_members[_world.Random.Next(_members.Count)]);
        }
    }

    /// <summary>Every partition gets a new owner, or the same; who has one that he shall not have is asked for it.</summary>
    public void Rebalance()
    {
        foreach (var partition in Partitions)
        {
            partition.Heir = _members.Count == 0 ? null : _members[_world.Random.Next(_members.Count)];
            if (partition.Owner is null)
            {
                Assign(partition);
            }
            else if (partition.Owner != partition.Heir)
            {
                partition.Owner.Ask(partition);
            }
        }
    }

    /// <summary>A member has given up a partition.</summary>
    public void GiveUp(SimulatedConsumer member, SimulatedPartition partition)
    {
        if (partition.Owner == member)
        {
            Assign(partition);
        }
    }

    /// <summary>Keeps what a member commits.</summary>
    /// <returns>Whether it may: another member, or another life of it, may have the partitions.</returns>
    public bool TryCommit(SimulatedConsumer member, IReadOnlyList<TopicPartitionOffset> offsets)
    {
        if (member.IsFenced || offsets.Any(offset => Find(offset.TopicPartition).Owner != member))
        {
            return false;
        }

        foreach (var offset in offsets)
        {
            var partition = Find(offset.TopicPartition);
            MustBeDurable(partition, offset.Offset.Value);
            partition.Committed = offset.Offset.Value;
            _world.Tell("commits offsets", member.Name, $"{offset.Topic}/{offset.Partition.Value}@{offset.Offset.Value}");
        }

        return true;
    }

    private void PublishLetter(OutgoingRecord record)
    {
        var number = long.Parse(Encoding.ASCII.GetString(record.Headers.Single(header => header.Key == "creditrisk-letter").Value!));
        if (simulation.Store.DeadLetter(number) is not { } letter || !letter.Letter.Body.Span.SequenceEqual(record.Body.Span))
        {
            throw _world.Failed($"the dead letter {number} was published, and is not durable or not the same");
        }

        PublishedLetters.Add(number);
    }

    private void MustBeDurable(SimulatedPartition partition, long offset)
    {
        var committed = partition.Log.Where(record => record.Offset >= partition.Committed && record.Offset < offset);
        if (offset > partition.High || committed.FirstOrDefault(record => !simulation.Durable.IsDone(record)) is { } lost)
        {
            throw _world.Failed($"the offset {offset} of {partition.Place} was committed, and not all before it was durable");
        }
    }

    private void Free(SimulatedConsumer member)
    {
        foreach (var partition in Partitions.Where(partition => partition.Owner == member || partition.Heir == member))
        {
            partition.Heir = _members.Count == 0 ? null : _members[_world.Random.Next(_members.Count)];
            if (partition.Owner == member)
            {
                Assign(partition);
            }
        }
    }

    private static void Assign(SimulatedPartition partition)
    {
        partition.Owner = partition.Heir;
        partition.Owner?.Give(partition);
    }
}
