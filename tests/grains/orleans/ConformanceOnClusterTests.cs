using CreditRisk.Tests.Grains.Actor;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Cluster;

public sealed class ArchiveOnClusterTests(ITestOutputHelper output) : ArchiveTests(output)
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class BoundsOnClusterTests : BoundsTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class CutHistoryOnClusterTests : CutHistoryTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class DeadLetterOnClusterTests : DeadLetterTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class DurabilityOnClusterTests : DurabilityTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class HostFailureOnClusterTests : HostFailureTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class LateReturnOnClusterTests : LateReturnTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class OwnershipOnClusterTests(ITestOutputHelper output) : OwnershipTests(output)
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class PortfolioOnClusterTests(ITestOutputHelper output) : PortfolioTests(output)
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class QuarantineOnClusterTests : QuarantineTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class RefusedWriteOnClusterTests : RefusedWriteTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class RepeatOnClusterTests : RepeatTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class StoreAwayOnClusterTests : StoreAwayTests
{
    private protected override HostStart Start => TestSilo.StartAsync;
}

public sealed class SweepOnClusterTests(ITestOutputHelper output) : SweepTests(output)
{
    private protected override HostStart Start => TestSilo.StartAsync;
}
