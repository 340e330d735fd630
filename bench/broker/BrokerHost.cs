using System.Diagnostics;
using System.Globalization;
using CreditRisk.Tests.Ingest.Kafka;

namespace CreditRisk.Bench.Broker;

/// <summary>Kafka's protocol over TCP in a process of its own, so that its work is told apart from ours. It ends with its standard input.</summary>
internal sealed class BrokerHost : IDisposable
{
    /// <summary>The argument that makes this program the brokers.</summary>
    public const string Verb = "broker-host";

    /// <summary>
    /// How long a fetch may wait for records. These brokers let one that finds none wait to its end, whatever comes meanwhile; Kafka answers as soon as something comes.
    /// </summary>
    public const int FetchWaitMilliseconds = 5;

    private readonly Process _process;

    private BrokerHost(Process process, string brokers) => (_process, Brokers) = (process, brokers);

    /// <summary>Where they are.</summary>
    public string Brokers { get; }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Is the brokers: creates topics, tells where it is, and waits for the end.</summary>
    /// <param name="topics">Names and numbers of partitions, <c>billing:128</c>.</param>
    public static async Task RunAsync(IEnumerable<string> topics)
    {
        using var cluster = new MockCluster();
        foreach (var topic in topics.Select(topic => topic.Split(':')))
        {
            cluster.Create(topic[0], int.Parse(topic[1], CultureInfo.InvariantCulture));
        }

        Console.WriteLine(cluster.Brokers);
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Starts the process.</summary>
    public static async Task<BrokerHost> StartAsync(params string[] topics)
    {
        var process = Self.Start([Verb, .. topics]);
        var brokers = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the brokers did not start");
        return new BrokerHost(process, brokers);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
