using CreditRisk.Tests.Oracle;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Runs a property over many seeds. The first seed is printed; a failure names its own, and shows again with CREDITRISK_SEED set to it.</summary>
internal static class Seeds
{
    /// <summary>Checks a property for so many histories.</summary>
    /// <param name="output">Where the first seed is printed.</param>
    /// <param name="histories">How many.</param>
    /// <param name="property">Throws where it does not hold.</param>
    public static void ForEach(ITestOutputHelper output, int histories, Action<int> property)
    {
        var seed = OracleRun.BaseSeed();
        output.WriteLine($"{OracleRun.SeedVariable}={seed}, {histories} histories");
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, histories, workers, i =>
        {
            try
            {
                property(seed + i);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"set {OracleRun.SeedVariable}={seed + i} to begin with the history that shows it: {broken.Message}", broken);
            }
        });
    }
}
