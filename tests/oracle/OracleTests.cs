using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Oracle;

/// <summary>The domain against the independent program.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private const int Accounts = 10_000;

    [Fact]
    public void Ten_thousand_accounts_are_on_every_day_what_the_rules_say()
    {
        var seed = OracleRun.BaseSeed();
        output.WriteLine($"{OracleRun.SeedVariable}={seed}");
        OracleRun.FirstMismatch(seed, Accounts, AccountUnderTest.Open).ShouldBeNull($"seed {seed}");
    }
}
