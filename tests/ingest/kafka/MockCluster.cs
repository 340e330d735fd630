using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using CreditRisk.Ingest.Kafka;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>
/// Brokers that speak the Kafka protocol over TCP, in this process: librdkafka's mock cluster. A partition keeps only its newest 5 MiB, and nothing survives the cluster.
/// </summary>
internal sealed class MockCluster : IDisposable
{
    /// <summary>The value of the trait of tests that need it.</summary>
    public const string Trait = "Kafka";

    private readonly nint _client;
    private readonly nint _cluster;

    /// <summary>Starts brokers.</summary>
    public MockCluster(int brokers = 1)
    {
        KafkaNative.Load();
        var error = new byte[512];
        _client = Native.New(0, Native.ConfNew(), error, (nuint)error.Length);
        if (_client == 0)
        {
            throw new InvalidOperationException($"no mock cluster: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        _cluster = Native.ClusterNew(_client, brokers);
        // A group begins at once instead of waiting for further members.
        Native.InitialRebalanceDelay(_cluster, 0);
        Brokers = Marshal.PtrToStringUTF8(Native.Bootstraps(_cluster))!;
    }

    /// <summary>Where they are.</summary>
    public string Brokers { get; }

    /// <summary>Creates a topic.</summary>
    public void Create(string topic, int partitions) => Check(Native.TopicCreate(_cluster, topic, partitions, 1));

    /// <summary>Takes a broker away.</summary>
    public void Down(int broker = 1) => Check(Native.BrokerDown(_cluster, broker));

    /// <summary>Brings it back.</summary>
    public void Up(int broker = 1) => Check(Native.BrokerUp(_cluster, broker));

    /// <summary>Lets the next requests of a kind fail, each with one of the errors.</summary>
    /// <param name="request">The kind, by its number in the protocol.</param>
    /// <param name="errors">The errors, by their numbers in the protocol.</param>
    public void Fail(short request, params int[] errors) => Native.PushErrors(_cluster, request, (nuint)errors.Length, errors);

    /// <summary>Lets every answer of a broker take so long.</summary>
    public void Delay(int milliseconds, int broker = 1) => Check(Native.RoundTrip(_cluster, broker, milliseconds));

    /// <summary>A producer for the test.</summary>
    public IProducer<byte[]?, byte[]?> Producer() => new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Brokers, LingerMs = 1 }).Build();

    /// <summary>The offset that a group has committed, or null.</summary>
    public long? CommittedOf(string group, string topic, int partition)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = Brokers, GroupId = group }).Build();
        var offset = consumer.Committed([new TopicPartition(topic, partition)], TimeSpan.FromSeconds(10))[0].Offset;
        return offset == Offset.Unset ? null : offset.Value;
    }

    /// <summary>The offset behind a partition's last record.</summary>
    public long EndOf(string topic, int partition)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = Brokers, GroupId = "ends" }).Build();
        return consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), TimeSpan.FromSeconds(10)).High.Value;
    }

    public void Dispose()
    {
        Native.ClusterDestroy(_cluster);
        Native.Destroy(_client);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"the mock cluster answered {error}");
        }
    }

    private static class Native
    {
        public static readonly Func<nint> ConfNew = Export<ConfNewCall>("rd_kafka_conf_new").Invoke;

        public static readonly NewCall New = Export<NewCall>("rd_kafka_new");

        public static readonly ClusterNewCall ClusterNew = Export<ClusterNewCall>("rd_kafka_mock_cluster_new");

        public static readonly HandleCall Bootstraps = Export<HandleCall>("rd_kafka_mock_cluster_bootstraps");

        public static readonly DestroyCall ClusterDestroy = Export<DestroyCall>("rd_kafka_mock_cluster_destroy");

        public static readonly DestroyCall Destroy = Export<DestroyCall>("rd_kafka_destroy");

        public static readonly TopicCreateCall TopicCreate = Export<TopicCreateCall>("rd_kafka_mock_topic_create");

        public static readonly BrokerCall BrokerDown = Export<BrokerCall>("rd_kafka_mock_broker_set_down");

        public static readonly BrokerCall BrokerUp = Export<BrokerCall>("rd_kafka_mock_broker_set_up");

        public static readonly PushErrorsCall PushErrors = Export<PushErrorsCall>("rd_kafka_mock_push_request_errors_array");

        public static readonly RoundTripCall RoundTrip = Export<RoundTripCall>("rd_kafka_mock_broker_set_rtt");

        public static readonly DelayCall InitialRebalanceDelay = Export<DelayCall>("rd_kafka_mock_group_initial_rebalance_delay_ms");

        public delegate nint ConfNewCall();

        public delegate nint NewCall(int type, nint conf, byte[] error, nuint errorLength);

        public delegate nint ClusterNewCall(nint client, int brokers);

        public delegate nint HandleCall(nint cluster);

        public delegate void DestroyCall(nint handle);

        public delegate int TopicCreateCall(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

        public delegate void DelayCall(nint cluster, int milliseconds);

        public delegate int BrokerCall(nint cluster, int broker);

        public delegate void PushErrorsCall(nint cluster, short request, nuint count, int[] errors);

        public delegate int RoundTripCall(nint cluster, int broker, int milliseconds);

        private static T Export<T>(string name) => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(KafkaNative.Handle, name));
    }
}
