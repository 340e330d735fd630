using System.Collections.Concurrent;
using CreditRisk.Tests.Oracle;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Runs a property over many seeds. The first seed is printed; a failure names its own, and shows again with CREDITRISK_SEED set to it.</summary>
internal static class Seeds
{
    /// <summary>Checks a property for so many histories.</summary>
    /// <param name="output">Where the first seed is printed.</param>
    /// <param name="histories">How many.</param>
    /// <param name="property">Throws where it does not hold.</param>
    public static void ForEach(ITestOutputHelper output, int histories, Action<int> property) => ForEach(output, OracleRun.BaseSeed(), histories, property);

    /// <summary>Checks a property for so many histories, from one seed on.</summary>
    public static void ForEach(ITestOutputHelper output, int first, int histories, Action<int> property)
    {
        output.WriteLine($"{OracleRun.SeedVariable}={first}, {histories} histories");
        var broken = new ConcurrentDictionary<int, Exception>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, histories, workers, (i, loop) =>
        {
            try
            {
                property(first + i);
            }
            catch (Exception thrown)
            {
                broken[first + i] = thrown;
                loop.Break();
            }
        });

        if (!broken.IsEmpty)
        {
            var seed = broken.Keys.Min();
            Assert.Fail($"set {OracleRun.SeedVariable}={seed} to begin with the history that shows it: {broken[seed]}");
        }
    }
}
