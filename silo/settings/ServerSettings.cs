namespace CreditRisk.Silo.Settings;

/// <summary>The settings of what runs elsewhere: PostgreSQL and Kafka.</summary>
internal static class ServerSettings
{
    private const string Yes = "yes";

    /// <summary>The section <c>postgres</c>.</summary>
    public static IReadOnlyList<Setting> Postgres { get; } =
    [
        new TextSetting("postgres.connectionString", "a connection string such as Host=db;Database=creditrisk;Username=creditrisk, or empty", _ => true, s => s.Postgres.ConnectionString, (s, v) => s with { Postgres = s.Postgres with { ConnectionString = v } },
            "The server that holds everything, instead of the embedded store; empty for the embedded store. Leave the password to `PGPASSWORD` or a password file."),
        new TextSetting("postgres.schema", "a lower-case identifier", text => text.Length > 0, s => s.Postgres.Schema, (s, v) => s with { Postgres = s.Postgres with { Schema = v } },
            "The schema, created and brought up to date at the start."),
        new NumberSetting("postgres.writers", 1, 16, s => s.Postgres.Writers, (s, v) => s with { Postgres = s.Postgres with { Writers = (int)v } },
            "Connections that write at once, each a share of the accounts."),
        new NumberSetting("postgres.maxReaders", 1, 1000, s => s.Postgres.MaxReaders, (s, v) => s with { Postgres = s.Postgres with { MaxReaders = (int)v } },
            "Connections that read at once; more reads wait. Writers have their own."),
        new NumberSetting("postgres.connectTimeoutSeconds", 1, 600, s => s.Postgres.ConnectTimeoutSeconds, (s, v) => s with { Postgres = s.Postgres with { ConnectTimeoutSeconds = (int)v } },
            "How long a connection may take to open."),
        new NumberSetting("postgres.commandTimeoutSeconds", 1, 3600, s => s.Postgres.CommandTimeoutSeconds, (s, v) => s with { Postgres = s.Postgres with { CommandTimeoutSeconds = (int)v } },
            "How long a statement may take."),
        new NumberSetting("postgres.stripe", 0, 1023, s => s.Postgres.Stripe, (s, v) => s with { Postgres = s.Postgres with { Stripe = (int)v } },
            "Which stripes of the totals this process adds to; give processes that write beside each other different ones."),
        new NumberSetting("postgres.historyMonths", 0, 1200, s => s.Postgres.HistoryMonths, (s, v) => s with { Postgres = s.Postgres with { HistoryMonths = (int)v } },
            "Months of history that are kept beside the present one; older ones are dropped. 0 keeps all."),
    ];

    /// <summary>The section <c>kafka</c>.</summary>
    public static IReadOnlyList<Setting> Kafka { get; } =
    [
        new TextSetting("kafka.brokers", "host:port, separated by commas, or empty", _ => true, s => s.Kafka.Brokers, (s, v) => s with { Kafka = s.Kafka with { Brokers = v } },
            "The brokers that events come from and leave to; empty for none."),
        new TextSetting("kafka.group", "a name", text => text.Length > 0, s => s.Kafka.Group, (s, v) => s with { Kafka = s.Kafka with { Group = v } },
            "The consumer group."),
        new TextSetting("kafka.topics", "names, separated by commas", text => Lists.Names(text).Count > 0, s => string.Join(',', s.Kafka.Topics), (s, v) => s with { Kafka = s.Kafka with { Topics = Lists.Names(v) } },
            "The input topics. Several kinds of events may share one."),
        new TextSetting("kafka.epoch", "1 to 64 letters", text => text.Length is > 0 and <= 64, s => s.Kafka.Epoch, (s, v) => s with { Kafka = s.Kafka with { Epoch = v } },
            "Which life of the topics this is: change it when they are re-created or mirrored, so that their offsets begin anew."),
        new NumberSetting("kafka.maxInFlightRecords", 1, 1_000_000, s => s.Kafka.MaxInFlightRecords, (s, v) => s with { Kafka = s.Kafka with { MaxInFlightRecords = (int)v } },
            "Records that are read and not durable yet; at the bound all partitions pause."),
        new NumberSetting("kafka.maxInFlightMebibytes", 1, 4096, s => s.Kafka.MaxInFlightMebibytes, (s, v) => s with { Kafka = s.Kafka with { MaxInFlightMebibytes = (int)v } },
            "The same in bytes."),
        new NumberSetting("kafka.commitIntervalMilliseconds", 100, 600_000, s => s.Kafka.CommitIntervalMilliseconds, (s, v) => s with { Kafka = s.Kafka with { CommitIntervalMilliseconds = (int)v } },
            "How often offsets of what is durable are committed."),
        new NumberSetting("kafka.drainSeconds", 1, 300, s => s.Kafka.DrainSeconds, (s, v) => s with { Kafka = s.Kafka with { DrainSeconds = (int)v } },
            "How long partitions that are taken away may take to become durable."),
        new TextSetting("kafka.outputs", "name=topic, separated by semicolons, or empty", Lists.ArePairs, s => Lists.Text(s.Kafka.Outputs), (s, v) => s with { Kafka = s.Kafka with { Outputs = Lists.Pairs(v) } },
            "Topics that events leave to, where they are called otherwise: `warnings=risk.warnings`."),
        new TextSetting("kafka.publishDeadLetters", "yes or no", text => text is Yes or "no", s => s.Kafka.PublishDeadLetters ? Yes : "no", (s, v) => s with { Kafka = s.Kafka with { PublishDeadLetters = v == Yes } },
            "Whether refused records are published to the topic `dead-letters`, too, and not kept in the store alone."),
        new NumberSetting("kafka.maxUnacknowledged", 1, 1_000_000, s => s.Kafka.MaxUnacknowledged, (s, v) => s with { Kafka = s.Kafka with { MaxUnacknowledged = (int)v } },
            "Events that are published and not acknowledged yet."),
        new TextSetting("kafka.client", "name=value, separated by semicolons, or empty", Lists.ArePairs, s => Lists.Text(s.Kafka.Client), (s, v) => s with { Kafka = s.Kafka with { Client = Lists.Pairs(v) } },
            "Settings of librdkafka as they are: TLS, SASL, tuning. Secrets belong into the environment: `CREDITRISK_KAFKA__CLIENT`."),
    ];
}
