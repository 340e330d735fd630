using System.Globalization;
using Confluent.Kafka;

namespace CreditRisk.Bench.Broker;

/// <summary>A topic of the benchmark's input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many it has.</param>
internal sealed record InputTopic(string Name, int Partitions)
{
    /// <summary>As the brokers are told.</summary>
    public override string ToString() => $"{Name}:{Partitions}";
}

/// <summary>Appends events to a topic: a partition is the account's number by their count.</summary>
internal sealed class EventProducer : IDisposable
{
    /// <summary>What is appended before it is read; as many partitions that none has more than the brokers keep.</summary>
    public static readonly InputTopic Backlog = new("billing", 128);

    /// <summary>What is read as it is appended. In few partitions: these brokers look through a whole partition at each fetch, which is no cost of ours.</summary>
    public static readonly InputTopic Stream = new("payments", 4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly InputTopic _topic;
    private readonly Business _business;

    /// <param name="brokers">Where to.</param>
    /// <param name="topic">Which topic.</param>
    /// <param name="business">The events.</param>
    public EventProducer(string brokers, InputTopic topic, Business business)
    {
        (_topic, _business) = (topic, business);
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = brokers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000, Acks = Acks.All, EnableDeliveryReports = false,
        }).Build();
    }

    /// <summary>Appends one; it is on its way when this returns.</summary>
    public void Append(bool mayWarn)
    {
        var (account, time, body) = _business.Next(mayWarn);
        var key = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"b-{account:D7}"));
        var message = new Message<byte[], byte[]> { Key = key, Value = body, Timestamp = new Timestamp(time) };
        _producer.Produce(new TopicPartition(_topic.Name, account % _topic.Partitions), message);
    }

    /// <summary>Waits until all have been appended.</summary>
    public void Flush()
    {
        if (_producer.Flush(Patience) > 0)
        {
            throw new TimeoutException("the brokers did not take the events");
        }
    }

    public void Dispose() => _producer.Dispose();
}
