using CreditRisk.Tests.Grains.Actor;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Cluster;

public sealed class DeadLetterThroughClientTests : DeadLetterTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class DurabilityThroughClientTests : DurabilityTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class PortfolioThroughClientTests(ITestOutputHelper output) : PortfolioTests(output)
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class QuarantineThroughClientTests : QuarantineTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class RefusedWriteThroughClientTests : RefusedWriteTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class RepeatThroughClientTests : RepeatTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class StoreAwayThroughClientTests : StoreAwayTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class SweepThroughClientTests(ITestOutputHelper output) : SweepTests(output)
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}

public sealed class BoundsThroughClientTests : BoundsTests
{
    private protected override HostStart Start => TestSilo.StartThroughClientAsync;
}
