using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Shouldly;

namespace CreditRisk.Tests.Chaos;

/// <summary>A consumer of the output topic as it should be: it takes of each account what is newer than all it has seen, and passes repeats over.</summary>
internal sealed class PublishedWarnings
{
    public const string Topic = "risk.warnings";
    public const int Partitions = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, List<string>> _byAccount = new(StringComparer.Ordinal);
    private readonly long[] _next = new long[Partitions];

    /// <summary>Repeats that were passed over.</summary>
    public int Repeats { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count => _byAccount.Values.Sum(account => account.Count);

    /// <summary>Reads what a broker has, behind what was read of it before.</summary>
    public void ReadNew(string brokers)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = "reader-of-warnings" }).Build();
        var ends = _next.Select((_, partition) => consumer.QueryWatermarkOffsets(new TopicPartition(Topic, partition), Patience)).ToArray();
        ends.ShouldAllBe(end => end.Low.Value == 0, "the broker has let go of warnings before they were read");
        consumer.Assign(_next.Select((next, partition) => new TopicPartitionOffset(Topic, partition, next)));
        while (_next.Zip(ends).Any(place => place.First < place.Second.High))
        {
            var record = Next(consumer);
            _next[record.Partition] = record.Offset.Value + 1;
            Take(record.Message);
        }
    }

    /// <summary>The next broker is a new one, which has nothing yet.</summary>
    public void BeginAnew() => Array.Clear(_next);

    /// <summary>Fails unless they are those that left the accounts.</summary>
    public void ShouldBe(ServiceImage expected)
    {
        var left = expected.Warnings.Select(line => line.Split(' ', 5)).Select(parts => $"{parts[0]} {parts[1]} {parts[4]}");
        var published = _byAccount.SelectMany(account => account.Value.Select((body, i) => $"{account.Key} {i + 1:D9} {body}"));
        published.Order(StringComparer.Ordinal).ShouldBe(left.Order(StringComparer.Ordinal));
    }

    private static ConsumeResult<string, byte[]> Next(IConsumer<string, byte[]> consumer)
    {
        while (true)
        {
            try
            {
                return consumer.Consume(Patience) ?? throw new InvalidOperationException("the broker does not give what it has");
            }
            catch (ConsumeException failed) when (!failed.Error.IsFatal)
            {
                // The broker was told to fail a few requests, and some of them are ours: the next one is made by itself.
                continue;
            }
        }
    }

    private void Take(Message<string, byte[]> message)
    {
        var body = Encoding.UTF8.GetString(message.Value);
        var number = (int)JsonNode.Parse(body)!["data"]!["sequence"]!;
        if (!_byAccount.TryGetValue(message.Key, out var seen))
        {
            _byAccount[message.Key] = seen = [];
        }

        number.ShouldBeLessThanOrEqualTo(seen.Count + 1, $"{message.Key} has a gap before {body}");
        if (number <= seen.Count)
        {
            body.ShouldBe(seen[number - 1], "a repeat says something else");
            Repeats++;
            return;
        }

        seen.Add(body);
    }
}
