using System.Collections.Concurrent;

namespace CreditRisk.Tests.Oracle;

/// <summary>Compares many generated accounts with the oracle.</summary>
internal static class OracleRun
{
    /// <summary>The environment variable that sets the seed of the first account.</summary>
    public const string SeedVariable = "CREDITRISK_SEED";

    /// <summary>The seed of the first account: the next one has the next seed, so that each can be run alone.</summary>
    /// <param name="usual">What it is where the variable is not set; any if that is null.</param>
    public static int BaseSeed(int? usual = null) =>
        Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } given ? int.Parse(given) : usual ?? Random.Shared.Next(1_000_000_000);

    /// <summary>The difference with the smallest seed in as few records as it shows with, described; null if there is none.</summary>
    /// <param name="baseSeed">The first account's seed.</param>
    /// <param name="accounts">How many accounts.</param>
    /// <param name="open">A new account under test under a policy.</param>
    public static string? FirstMismatch(int baseSeed, int accounts, Func<OraclePolicy, IAccountUnderTest> open)
    {
        var found = new ConcurrentBag<AccountHistory>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, accounts, workers, (i, loop) =>
        {
            var history = HistoryGenerator.Generate(baseSeed + i);
            if (Find(history, open) is not null)
            {
                found.Add(history);
                loop.Break();
            }
        });

        var first = found.MinBy(history => history.Seed);
        return first is null ? null : Describe(first, open);
    }

    private static string Describe(AccountHistory history, Func<OraclePolicy, IAccountUnderTest> open)
    {
        var policy = OraclePolicies.Of(history.Seed);
        var whole = Find(history, open)!;
        var shortest = HistoryShrinker.Shrink(
            history with { Records = [.. history.Records.Take(whole.Records)] }, shorter => Find(shorter, open) is not null);
        return $"{Environment.NewLine}{(Find(shortest, open) ?? whole).Describe(policy, shortest)}"
            + $"{Environment.NewLine}Before it was shortened: {whole.Describe(policy, history)}";
    }

    private static Mismatch? Find(AccountHistory history, Func<OraclePolicy, IAccountUnderTest> open)
    {
        var policy = OraclePolicies.Of(history.Seed);
        return OracleComparison.Find(policy, history, () => open(policy));
    }
}
