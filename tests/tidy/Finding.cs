using System.Globalization;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>A place that breaks a rule, and how to mend it. Lines count from 1.</summary>
internal sealed record Finding(string Path, int Line, string Rule, string Mend)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Line}: {Rule} {Mend}");
}

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own, so that one run shows all there is to mend.</summary>
    public static void ShouldBeNone(this IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
        {
            Assert.Fail($"{all.Count} place(s) to mend:\n{string.Join('\n', all)}");
        }
    }
}
