using System.Text;
using Confluent.Kafka;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Simulator;
using CreditRisk.Tests.Fuzz;
using NodaTime;

namespace CreditRisk.Tests.Chaos;

/// <summary>
/// What is produced: a simulated portfolio long ago, so that time acts on everybody as soon as all is read, and among it what is no event. One topic for all kinds, and one partition for each account,
/// so that every run takes an account's records in the same order.
/// </summary>
internal sealed class ChaosInput
{
    public const string Topic = "events";
    public const int Partitions = 6;

    private const int Customers = 250;
    private const int Days = 500;
    private const int OneInBad = 100;
    private const int OneInBinary = 10;

    private readonly List<Message<byte[]?, byte[]?>>[] _partitions = [.. Enumerable.Range(0, Partitions).Select(_ => new List<Message<byte[]?, byte[]?>>())];

    /// <summary>Makes the input of a seed.</summary>
    public ChaosInput(int seed)
    {
        var random = new Random(seed);
        var simulator = new PortfolioSimulator(new SimulatorOptions { Seed = seed, Customers = Customers, Usage = false, Start = new LocalDate(2024, 1, 1) });
        foreach (var one in simulator.EventsBetween(simulator.Options.Start, simulator.Options.Start + Period.FromDays(Days)))
        {
            Add(one.Account, one.Time, random.Next(OneInBinary) == 0 ? BinaryRecord.Of(one.Json.ToArray()) : new BinaryRecord([], one.Json.ToArray()));
            if (random.Next(OneInBad) == 0)
            {
                Add($"bad-{random.Next(Customers)}", one.Time, new BinaryRecord([], Bad(random)));
            }
        }
    }

    /// <summary>How many records there are.</summary>
    public int Count => _partitions.Sum(partition => partition.Count);

    /// <summary>Produces everything; returns when it is acknowledged.</summary>
    public void ProduceTo(string brokers)
    {
        KafkaNative.Load();
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = brokers, LingerMs = 5, EnableIdempotence = true }).Build();
        foreach (var (partition, messages) in _partitions.Index())
        {
            messages.ForEach(message => producer.Produce(new TopicPartition(Topic, partition), message, report =>
            {
                if (report.Error.IsError)
                {
                    throw new KafkaException(report.Error);
                }
            }));
        }

        if (producer.Flush(TimeSpan.FromSeconds(60)) > 0)
        {
            throw new InvalidOperationException("the broker takes nothing");
        }
    }

    /// <summary>Whether the program's group has committed the end of every partition.</summary>
    public bool IsRead(string brokers)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = new KafkaOptions().Group }).Build();
        try
        {
            var committed = consumer.Committed(_partitions.Select((_, partition) => new TopicPartition(Topic, partition)), TimeSpan.FromSeconds(5));
            return committed.TrueForAll(place => place.Offset.Value >= _partitions[place.Partition.Value].Count);
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    /// <summary>The records as a consumer would have them.</summary>
    public IEnumerable<KafkaRecord> Records() =>
        from partition in _partitions.Index()
        let place = new SourcePartition("1", Topic, partition.Index)
        from message in partition.Item.Index()
        select KafkaRecord.Of(place, new ConsumeResult<byte[], byte[]?>
        {
            Message = new Message<byte[], byte[]?> { Key = message.Item.Key!, Value = message.Item.Value, Headers = message.Item.Headers, Timestamp = message.Item.Timestamp },
            Offset = message.Index,
        });

    private void Add(string key, Instant at, BinaryRecord record)
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(key),
            Value = record.Data,
            Timestamp = new Timestamp(at.ToUnixTimeMilliseconds(), TimestampType.CreateTime),
            Headers = [],
        };
        record.Headers.ForEach(header => message.Headers.Add(header.Key, header.Value));
        _partitions[StableHash.Of("partition", key) % Partitions].Add(message);
    }

    // What the decoder refuses: what only an account could refuse might be taken when it is read again later.
    private static byte[] Bad(Random random)
    {
        var decoder = new EventDecoder();
        var bad = Mutations.Mutated(random);
        while (decoder.Decode(bad).IsEvent)
        {
            bad = Mutations.Mutated(random);
        }

        return bad;
    }
}
