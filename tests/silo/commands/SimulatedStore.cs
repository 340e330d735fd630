using System.Text;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Acceptance;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary>A data directory with a simulated portfolio of a hundred days, three records that are refused, and one account in quarantine.</summary>
public sealed class SimulatedStore : IAsyncLifetime, IDisposable
{
    public const int Customers = 150;
    public const string Collection = "a simulated store";
    public const string Quarantined = "too-much";

    /// <summary>The bytes of the record that is no UTF-8.</summary>
    public static readonly byte[] NoText = [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8];

    private readonly TempFolder _folder = new();
    private int _copies;

    public string Data => Path.Combine(_folder.Path, "data");

    public string EventsFile => Path.Combine(_folder.Path, "events.ndjson");

    /// <summary>A directory of this test's own.</summary>
    public string NewDirectory() => Path.Combine(_folder.Path, $"test-{Interlocked.Increment(ref _copies)}");

    /// <summary>A copy of the data that may be changed.</summary>
    public string Copy()
    {
        var copy = Directory.CreateDirectory(NewDirectory()).FullName;
        foreach (var file in Directory.GetFiles(Data, "creditrisk.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>A copy of the shipped rules that may be changed.</summary>
    public string CopyRules()
    {
        var copy = NewDirectory();
        foreach (var file in Directory.GetFiles(RuleFiles.Shipped.Directory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(RuleFiles.Shipped.Directory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>The first account whose supply is to be stopped.</summary>
    public string InTrouble()
    {
        var codec = new StateCodec(RuleFiles.Shipped.Load().Book);
        using var reader = Read(Data);
        return reader.List(0, Customers).Select(row => Engine.Decode(codec, row)).First(state => state.Ladder.Stage == Stage.StopSupply).Id;
    }

    public static SqliteStore Read(string data) => SqliteStore.Open(new SqliteStoreOptions { DataDirectory = data, Mode = SqliteStoreMode.ReadOnly });

    public async Task InitializeAsync()
    {
        await CommandRun.Done("simulate", "--customers", $"{Customers}", "--days", "100", "--no-usage", "--out", EventsFile);
        await using (var events = new FileStream(EventsFile, FileMode.Append))
        {
            byte[][] lines = [.. Enumerable.Range(1, 10).Select(Invoice), "{\"specversion\":"u8.ToArray(), NoText];
            foreach (var line in lines)
            {
                await events.WriteAsync(line);
                await events.WriteAsync("\n"u8.ToArray());
            }
        }

        await CommandRun.Done("replay", EventsFile, "--data", Data, "--json");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    // Ten of these are more than fits into an account.
    private static byte[] Invoice(int number) => Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"huge-{{number}}","source":"/test","type":"billing.invoice.issued","subject":"{{Quarantined}}","time":"2026-04-10T00:00:00Z","data":{"invoiceId":"huge-{{number}}","amount":"9999999999999999.99","currency":"EUR","issuedOn":"2026-04-10","dueOn":"2026-05-10"} }""");
}

[CollectionDefinition(SimulatedStore.Collection)]
public sealed class SimulatedStoreUsers : ICollectionFixture<SimulatedStore>;
