using System.Globalization;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>
/// A broker as a process of its own, which can be killed: <c>dotnet ASSEMBLY broker TOPIC:PARTITIONS ...</c>. It prints where it is, does what it is told on its input, one line each, and
/// ends with it. What was produced to it lives as long as the process.
/// </summary>
internal static class BrokerProgram
{
    /// <summary>The argument that makes a program the broker.</summary>
    public const string Verb = "broker";

    public static void Run(string[] topics)
    {
        using var cluster = new MockCluster();
        foreach (var topic in topics)
        {
            var parts = topic.Split(':');
            cluster.Create(parts[0], Number(parts[1]));
        }

        // Its only interface is this line; nothing of it is for people.
        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.WriteLine(cluster.Brokers);
        output.Flush();
        while (Console.ReadLine() is { } line)
        {
            Do(cluster, line.Split(' '));
        }
    }

    private static void Do(MockCluster cluster, string[] words)
    {
        switch (words[0])
        {
            case "down":
                cluster.Down();
                break;
            case "up":
                cluster.Up();
                break;
            case "delay":
                cluster.Delay(Number(words[1]));
                break;
            default:
                cluster.Fail((short)Number(words[1]), Array.ConvertAll(words[2..], Number));
                break;
        }
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
