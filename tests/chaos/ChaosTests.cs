using CreditRisk.Tests.Fuzz;
using CreditRisk.Tests.Grains;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Storage.Postgres;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Chaos;

/// <summary>Several processes of the program, a broker and a PostgreSQL server, any of which is killed, stopped, cut off or slow at any moment, end with what an uninterrupted run ends with.</summary>
[Trait("Needs", MockCluster.Trait)]
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Faults = 10;
    private const int FaultsOfLongRun = 60;

    // What a fault may take with everything that follows from it, and what the start and the end take.
    private static readonly TimeSpan PerFault = TimeSpan.FromSeconds(30), Besides = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Whatever_process_is_killed_stopped_or_cut_off_nothing_is_lost_and_nothing_doubled() => RunAsync(InstallationKind.Instances);

    [NeedsOrleans]
    public Task Whatever_silo_is_killed_stopped_drained_or_added_nothing_is_lost_and_nothing_doubled() => RunAsync(InstallationKind.Cluster);

    private async Task RunAsync(InstallationKind kind)
    {
        var seed = OracleRun.BaseSeed(FuzzRun.UsualSeed);
        var begun = TimeProvider.System.GetTimestamp();
        var faults = FuzzRun.Time is null ? Faults : FaultsOfLongRun;
        do
        {
            output.WriteLine($"{OracleRun.SeedVariable}={seed}");
            using var run = new ChaosRun(kind, seed++, faults, Besides + (PerFault * faults));
            try
            {
                await run.RunAsync();
            }
            finally
            {
                output.WriteLine(run.Story);
            }
        }
        while (FuzzRun.Time is { } time && TimeProvider.System.GetElapsedTime(begun) < time);
    }
}
