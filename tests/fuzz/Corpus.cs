using System.Text;
using CreditRisk.Silo.Simulator;
using CreditRisk.Tests.Ingest.CloudEvents;
using NodaTime;

namespace CreditRisk.Tests.Fuzz;

/// <summary>Real events to begin with: those of a simulated portfolio, a bounded number of each type, and an example of every type that it does not send.</summary>
internal static class Corpus
{
    private const int MostOfType = 200;

    /// <summary>The events, each type about as often as any other.</summary>
    public static IReadOnlyList<byte[]> Events { get; } = Make();

    /// <summary>One of them; the types are equally likely.</summary>
    public static byte[] Draw(Random random) => Events[random.Next(Events.Count)];

    private static byte[][] Make()
    {
        var simulator = new PortfolioSimulator(new SimulatorOptions { Seed = 7, Customers = 60 });
        var start = simulator.Options.Start;
        var simulated = simulator.EventsBetween(start, start + Period.FromDays(120))
            .GroupBy(one => one.Type, StringComparer.Ordinal)
            .Select(type => type.Take(MostOfType).Select(one => one.Json.ToArray()).ToArray())
            .ToArray();
        var examples = Examples.DataByType.Select(pair => new[] { Encoding.UTF8.GetBytes(Written.Event(pair.Key, pair.Value)) });
        byte[][][] types = [.. simulated, .. examples];
        // Interleaved, with rare types repeated, so that a draw of an index is a fair draw of a type.
        return [.. Enumerable.Range(0, MostOfType).SelectMany(i => types.Select(type => type[i % type.Length]))];
    }
}
