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

    /// <summary>What is read as it is appended.</summary>
    public static readonly InputTopic Stream = new("payments", 12);

    // So that some events warn at once.
    private const int OneLawsuitIn = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly InputTopic _topic;
    private readonly Accounts _accounts;
    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private int _number;

    /// <param name="brokers">Where to.</param>
    /// <param name="topic">Which topic.</param>
    /// <param name="accounts">Whose events.</param>
    /// <param name="first">The first event's number: those of one benchmark are never given twice.</param>
    /// <param name="start">The time of the events.</param>
    public EventProducer(string brokers, InputTopic topic, Accounts accounts, int first, DateTimeOffset start)
    {
        (_topic, _accounts, _number, _random, _start) = (topic, accounts, first, new Random(first), start);
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = brokers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000, Acks = Acks.All, EnableDeliveryReports = false,
        }).Build();
    }

    /// <summary>Appends one; it is on its way when this returns.</summary>
    public void Append(bool mayWarn)
    {
        var account = _accounts.Draw(_random);
        var number = _number++;
        var body = mayWarn && number % OneLawsuitIn == 0 ? BenchLines.Lawsuit(account, number, _start) : BenchLines.Next(account, number, _start);
        var key = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"b-{account:D7}"));
        _producer.Produce(new TopicPartition(_topic.Name, account % _topic.Partitions), new Message<byte[], byte[]> { Key = key, Value = body });
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
