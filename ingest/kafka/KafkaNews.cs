using Confluent.Kafka;

namespace CreditRisk.Ingest.Kafka;

/// <summary>What a source tells of itself.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Message">In words.</param>
public readonly record struct KafkaNews(KafkaNewsKind Kind, string Message)
{
    /// <summary>Tells what the client would write to the error output; warnings and worse only.</summary>
    internal static void Tell(LogMessage log, Action<KafkaNews> tell)
    {
        if (log.Level <= SyslogLevel.Warning)
        {
            tell(new KafkaNews(KafkaNewsKind.Error, $"{log.Message} ({log.Facility})"));
        }
    }
}

/// <summary>Kinds of news of a source.</summary>
public enum KafkaNewsKind
{
    /// <summary>Partitions were assigned.</summary>
    Assigned,

    /// <summary>Partitions were taken away, and what was read of them is durable and committed as far as it went.</summary>
    Revoked,

    /// <summary>Partitions were lost: another instance has them already.</summary>
    Lost,

    /// <summary>The client or a broker reports an error; the client goes on by itself.</summary>
    Error,
}
