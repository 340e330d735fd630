using CreditRisk.Tests.Grains.Actor;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Cluster;

public sealed class BoundsOverWireTests : BoundsTests
{
    private protected override HostStart Start => TestSilo.StartOverWireAsync;
}

public sealed class DeadLetterOverWireTests : DeadLetterTests
{
    private protected override HostStart Start => TestSilo.StartOverWireAsync;
}

public sealed class PortfolioOverWireTests(ITestOutputHelper output) : PortfolioTests(output)
{
    private protected override HostStart Start => TestSilo.StartOverWireAsync;
}

public sealed class RepeatOverWireTests : RepeatTests
{
    private protected override HostStart Start => TestSilo.StartOverWireAsync;
}
