using System.Diagnostics;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Storage.Postgres;
using CreditRisk.Tests.Ingest.Kafka;
using Npgsql;

namespace CreditRisk.Tests.Chaos;

/// <summary>Several processes of the program, a PostgreSQL server and a broker, all of them processes of their own.</summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>How long a member of a group may be silent.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromMilliseconds(1500);

    private const string Schema = "chaos";

    private readonly string _folder = Directory.CreateTempSubdirectory("creditrisk-chaos-").FullName;
    private readonly List<SupervisedProcess> _instances = [];
    private int _epoch = 1;

    private Installation(InstallationKind kind, BrokerProcess broker)
    {
        (Kind, Broker) = (kind, broker);
        Postgres = new PostgresCluster("fsync=on", $"max_connections={kind.MaxConnections}", "shared_buffers=128MB");
        if (kind.WriteTime > TimeSpan.Zero)
        {
            SlowDown(kind.WriteTime);
        }

        foreach (var name in kind.Processes)
        {
            _ = Add(name);
        }
    }

    /// <summary>What it is made of.</summary>
    public InstallationKind Kind { get; }

    public LogTail Log { get; } = new();

    public PostgresCluster Postgres { get; }

    public BrokerProcess Broker { get; private set; }

    /// <summary>The program's processes that there are to be.</summary>
    public IReadOnlyList<SupervisedProcess> Instances => _instances;

    /// <summary>What was published, as far as it was read.</summary>
    public PublishedWarnings Published { get; } = new();

    public PostgresStoreOptions Store => new() { ConnectionString = Postgres.ConnectionString, Schema = Schema };

    /// <summary>Starts everything, with all of the input at the broker.</summary>
    public static async Task<Installation> StartAsync(InstallationKind kind, ChaosInput input) => new(kind, await StartBrokerAsync(input));

    /// <summary>Starts one more process.</summary>
    public SupervisedProcess Add(string name)
    {
        var own = Kind.Settings();
        var added = new SupervisedProcess(name, () => Command(own), Log);
        _instances.Add(added);
        return added;
    }

    /// <summary>Tells a process to end, as a service manager does, and waits until it has; it is not started again.</summary>
    public async Task RemoveAsync(SupervisedProcess instance)
    {
        await instance.EndAsync();
        _instances.Remove(instance);
    }

    /// <summary>Replaces the broker by a new one, which has all input and nothing else; the instances are told of the new life of the topics.</summary>
    public async Task ReplaceBrokerAsync(ChaosInput input)
    {
        foreach (var instance in Instances)
        {
            instance.KillAndHold();
        }

        Published.ReadNew(Broker.Brokers);
        Published.BeginAnew();
        Broker.Dispose();
        Broker = await StartBrokerAsync(input);
        _epoch++;
        foreach (var instance in Instances)
        {
            instance.Release();
        }
    }

    /// <summary>The first value that a query finds, or null while the server does not answer.</summary>
    public async Task<object?> AskAsync(string sql)
    {
        try
        {
            await using var connection = Connect(pooling: true);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
            return await command.ExecuteScalarAsync();
        }
        catch (Exception away) when (away is NpgsqlException or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    /// <summary>How many records are durable, or null while nobody can tell.</summary>
    public async Task<long?> DurableAsync() => (long?)await AskAsync($"SELECT (SELECT count(*) FROM {Schema}.history) + (SELECT count(*) FROM {Schema}.dead_letters)");

    /// <summary>Whether the group has committed the end of the input: all of it is durable.</summary>
    public Task<bool> IsReadAsync(ChaosInput input) => Task.Run(() => input.IsRead(Broker.Brokers));

    /// <summary>Whether no account's time has come.</summary>
    public async Task<bool> IsSweptAsync() =>
        await AskAsync($"SELECT NOT EXISTS (SELECT FROM {Schema}.account_wakes WHERE wake_at <= extract(epoch FROM clock_timestamp()) * 1000)") is true;

    /// <summary>Whether everything that left was published.</summary>
    public async Task<bool> IsPublishedAsync()
    {
        var left = await AskAsync($"SELECT count(*) FROM {Schema}.effects");
        await Task.Run(() => Published.ReadNew(Broker.Brokers));
        return left is long count && Published.Count == count;
    }

    /// <summary>A connection of the test's own.</summary>
    public NpgsqlConnection Connect(bool pooling = false) => new($"{Postgres.ConnectionString};Pooling={pooling};Timeout=5;Application Name=chaos;Search Path={Schema}");

    /// <summary>Reads the store beside the program.</summary>
    public T Read<T>(Func<IAccountReader, T> read)
    {
        using var store = PostgresStore.Open(Store);
        return read(store);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
        {
            await instance.DisposeAsync();
        }

        Broker.Dispose();
        Postgres.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<BrokerProcess> StartBrokerAsync(ChaosInput input)
    {
        var broker = await BrokerProcess.StartAsync($"{ChaosInput.Topic}:{ChaosInput.Partitions}", $"{PublishedWarnings.Topic}:{PublishedWarnings.Partitions}");
        input.ProduceTo(broker.Brokers);
        return broker;
    }

    // Every transaction appends to the history.
    private void SlowDown(TimeSpan writeTime)
    {
        PostgresStore.Open(Store).Dispose();
        using var connection = Connect();
        connection.Open();
        using var command = new NpgsqlCommand(
            FormattableString.Invariant(
                $"""
                CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep({writeTime.TotalSeconds}); RETURN NULL; END $$;
                CREATE TRIGGER wait AFTER INSERT ON history FOR EACH STATEMENT EXECUTE FUNCTION wait()
                """),
            connection);
        command.ExecuteNonQuery();
    }

    // Small batches and short times, so that much happens within seconds.
    private ProcessStartInfo Command((string Setting, string Value)[] own)
    {
        var command = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "creditrisk.dll"), .. Kind.Arguments]) { WorkingDirectory = _folder };
        foreach (var (setting, value) in (ReadOnlySpan<(string, string)>)
        [
            ("POSTGRES__CONNECTIONSTRING", Postgres.ConnectionString), ("POSTGRES__SCHEMA", Schema), ("POSTGRES__COMMANDTIMEOUTSECONDS", "2"), ("POSTGRES__CONNECTTIMEOUTSECONDS", "2"),
            ("KAFKA__BROKERS", Broker.Brokers), ("KAFKA__TOPICS", ChaosInput.Topic), ("KAFKA__EPOCH", $"{_epoch}"), ("KAFKA__OUTPUTS", string.Join(';', EffectEncoder.Topics.Select(topic => $"{topic}={PublishedWarnings.Topic}"))),
            ("KAFKA__CLIENT", $"session.timeout.ms={Session.TotalMilliseconds};heartbeat.interval.ms=200;socket.timeout.ms=3000"), ("KAFKA__MAXINFLIGHTRECORDS", "1000"),
            ("KAFKA__COMMITINTERVALMILLISECONDS", "200"), ("KAFKA__DRAINSECONDS", "2"), ("KAFKA__MAXUNACKNOWLEDGED", "200"), ("HTTP__PORT", "0"), ("SWEEP__INTERVALSECONDS", "1"),
            ("COMMITTER__MAXACCOUNTSPERBATCH", "25"), ("COMMITTER__LONGESTRETRYMILLISECONDS", "500"), .. own,
        ])
        {
            command.Environment["CREDITRISK_" + setting] = value;
        }

        return command;
    }
}
