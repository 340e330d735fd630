using System.Text;

namespace CreditRisk.Tests.Oracle;

/// <summary>Where an account first says something else than the oracle.</summary>
/// <param name="When">The day, and how the account was driven there.</param>
/// <param name="Records">How many records it had been given.</param>
/// <param name="Expected">What the oracle says.</param>
/// <param name="Actual">What the account says.</param>
public sealed record Mismatch(string When, int Records, string Expected, string Actual)
{
    /// <summary>Everything that is needed to follow it by hand.</summary>
    public string Describe(OraclePolicy policy, AccountHistory history)
    {
        var text = new StringBuilder()
            .AppendLine($"account seed {history.Seed} (set {OracleRun.SeedVariable}={history.Seed} to begin with it), policy {policy}, {When}")
            .AppendLine($"oracle:  {Expected}")
            .AppendLine($"account: {Actual}")
            .AppendLine("records:");
        foreach (var record in history.Records.Take(Records))
        {
            text.AppendLine($"  {HistoryPrinter.Line(record)}");
        }

        return text.ToString();
    }
}
