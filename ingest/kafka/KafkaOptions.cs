namespace CreditRisk.Ingest.Kafka;

/// <summary>Where events are read from Kafka, and how.</summary>
public sealed record KafkaOptions
{
    /// <summary>The brokers, <c>host:port</c> and so on, separated by commas; empty for no Kafka.</summary>
    public string Brokers { get; init; } = "";

    /// <summary>The consumer group.</summary>
    public string Group { get; init; } = "creditrisk";

    /// <summary>Input topics; several kinds of events may share one. They are read as one input.</summary>
    public IReadOnlyList<string> Topics { get; init; } = new[] { "customers", "billing", "payments", "usage", "results" };

    /// <summary>
    /// Which life of the topics this is: change it when they are re-created or mirrored, so that their offsets begin anew. Positions of another epoch say nothing about this one.
    /// </summary>
    public string Epoch { get; init; } = "1";

    /// <summary>Records that are read and not durable yet, 1-1,000,000; at the bound all partitions pause.</summary>
    public int MaxInFlightRecords { get; init; } = 50_000;

    /// <summary>Bytes of records that are read and not durable yet, 1-4,096 MiB.</summary>
    public int MaxInFlightMebibytes { get; init; } = 64;

    /// <summary>How often offsets of what is durable are committed, 100-600,000 ms. What a crash leaves uncommitted is read again and recognised.</summary>
    public int CommitIntervalMilliseconds { get; init; } = 1000;

    /// <summary>How long partitions that are taken away may take to become durable, 1-300 s; what is not durable then is left to their next owner.</summary>
    public int DrainSeconds { get; init; } = 20;

    /// <summary>Settings of librdkafka as they are (TLS, SASL, tuning). Those that correctness rests on cannot be set.</summary>
    public IReadOnlyDictionary<string, string> Client { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of topics that events leave to, where they differ from ours (<c>warnings</c>, <c>dead-letters</c>).</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether refused records are published to a topic, too.</summary>
    public bool PublishDeadLetters { get; init; } = true;

    /// <summary>Events published and not acknowledged yet, 1-1,000,000.</summary>
    public int MaxUnacknowledged { get; init; } = 10_000;

    /// <summary>Settings of librdkafka that are not to be changed, because nothing may be lost.</summary>
    public static IReadOnlyList<string> Fixed { get; } =
    [
        "bootstrap.servers", "metadata.broker.list", "group.id", "enable.auto.commit", "auto.commit.enable", "enable.auto.offset.store", "auto.offset.reset",
        "partition.assignment.strategy", "enable.partition.eof", "enable.idempotence", "acks", "request.required.acks",
        "enable.gapless.guarantee", "message.timeout.ms", "delivery.timeout.ms", "partitioner",
    ];

    /// <summary>What is wrong with the options, one line each.</summary>
    public IEnumerable<string> Mistakes()
    {
        foreach (var name in Client.Keys.Where(name => Fixed.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"the setting '{name}' of the Kafka client is fixed";
        }

        if (Topics.Count == 0 || Topics.Any(string.IsNullOrWhiteSpace))
        {
            yield return "no topics are named, or one has no name";
        }

        (string Name, int Value, int Least, int Most)[] bounds =
        [
            (nameof(MaxInFlightRecords), MaxInFlightRecords, 1, 1_000_000), (nameof(MaxInFlightMebibytes), MaxInFlightMebibytes, 1, 4_096),
            (nameof(CommitIntervalMilliseconds), CommitIntervalMilliseconds, 100, 600_000), (nameof(DrainSeconds), DrainSeconds, 1, 300),
            (nameof(MaxUnacknowledged), MaxUnacknowledged, 1, 1_000_000),
        ];
        foreach (var (name, value, least, most) in bounds)
        {
            if (value < least || value > most)
            {
                yield return $"{name} is {value}; {least} to {most} are allowed";
            }
        }
    }
}
