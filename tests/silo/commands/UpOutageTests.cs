using System.Text.Json;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Acceptance;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary><c>up</c> while the store takes nothing.</summary>
public sealed class UpOutageTests
{
    [Fact]
    public async Task A_store_that_is_away_and_works_again_is_logged_on_the_error_output()
    {
        using var folder = new TempFolder();
        using var stop = new CancellationTokenSource();
        await using var output = new AwaitedLines();
        await using var errors = new AwaitedLines();
        var running = UpSession.RunAsync(Request(folder.Path), CommandConsole.Of(output, errors), TimeProvider.System, stop.Token);
        await output.LineAsync("ready ");
        using (LockStore(folder.Path))
        {
            EventOf(await errors.LineAsync("{")).ShouldBe("StoreAway");
            (await output.LineAsync("2026-", line => line.Contains("TROUBLE", StringComparison.Ordinal))).ShouldContain("locked");
        }

        EventOf(await errors.LineAsync("{")).ShouldBe("StoreBack");
        await stop.CancelAsync();
        await running;
        EventOf(await errors.LineAsync("{")).ShouldBe("StoreStopped");
    }

    private static string? EventOf(string line) => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("event").GetString();

    private static UpRequest Request(string directory) => new()
    {
        Store = new SqliteStoreOptions { DataDirectory = directory, BusyTimeoutMilliseconds = 0 },
        Rules = RuleFiles.Shipped,
        Simulator = new PortfolioSimulator(new SimulatorOptions { Customers = 40, Seed = 5 }),
        Port = 0,
        DaysPerSecond = 20,
    };

    private static SqliteConnection LockStore(string directory)
    {
        // Waits while the service writes, so that it begins between two transactions.
        var connection = new SqliteConnection($"Data Source={Directory.GetFiles(directory, "*.db").Single()};Pooling=False;Default Timeout=30");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }
}
