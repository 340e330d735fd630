using System.Globalization;
using Confluent.Kafka;

namespace CreditRisk.Bench.Broker;

/// <summary>Appends events to the input topic: a partition is the account's number by their count, so that none has more than the brokers keep.</summary>
internal sealed class EventProducer : IDisposable
{
    public const string Topic = "billing";
    public const int Partitions = 128;

    // So that some events warn at once.
    private const int OneOverdueIn = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly Accounts _accounts;
    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private int _number;

    /// <param name="brokers">Where to.</param>
    /// <param name="accounts">Whose events.</param>
    /// <param name="first">The first event's number: those of one benchmark are never given twice.</param>
    /// <param name="start">The time of the events.</param>
    public EventProducer(string brokers, Accounts accounts, int first, DateTimeOffset start)
    {
        (_accounts, _number, _random, _start) = (accounts, first, new Random(first), start);
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = brokers, LingerMs = 1, QueueBufferingMaxMessages = 1_000_000, Acks = Acks.All, EnableDeliveryReports = false,
        }).Build();
    }

    /// <summary>Appends one; it is on its way when this returns.</summary>
    public void Append(bool mayWarn)
    {
        var account = _accounts.Draw(_random);
        var number = _number++;
        var body = mayWarn && number % OneOverdueIn == 0 ? BenchLines.Overdue(account, number, _start) : BenchLines.Next(account, number, _start);
        var key = System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"b-{account:D7}"));
        _producer.Produce(new TopicPartition(Topic, account % Partitions), new Message<byte[], byte[]> { Key = key, Value = body });
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
