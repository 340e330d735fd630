using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreditRisk.Actor;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Bench.Cluster;

/// <summary>Which host a process is.</summary>
internal enum ContenderKind
{
    InProcess,
    OneSilo,
}

/// <summary>What a process is told to do.</summary>
internal enum Command
{
    /// <summary>Opens all accounts.</summary>
    Open,

    /// <summary>A record each of accounts that had none since the process started.</summary>
    Visit,

    /// <summary>Records of accounts drawn at random.</summary>
    Send,

    /// <summary>Looks at the memory.</summary>
    Weigh,

    /// <summary>Calls so many bare grains once.</summary>
    CallBare,

    /// <summary>Calls them again and again.</summary>
    CallBareAgain,
}

/// <summary>The process of a host under test: does what lines of its standard input say, and writes a line for each.</summary>
internal static class ContenderProgram
{
    /// <summary>The argument that makes this program a host under test.</summary>
    public const string Verb = "cluster-contender";

    private const int CallsPerBareGrain = 20;

    /// <summary>Runs until its standard input ends.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var accounts = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var settings = new EngineSettings
        {
            Store = new SqliteStoreOptions { DataDirectory = "" },
            Postgres = new PostgresStoreOptions { ConnectionString = arguments[1], Schema = arguments[2] },
            Host = new HostOptions { ResidentAccountsPerLoop = Math.Max(1, accounts) },
        };
        if (Enum.Parse<ContenderKind>(arguments[0]) == ContenderKind.OneSilo)
        {
            await using var silo = await Silo.StartAsync(settings);
            await ObeyAsync(silo.Host, new Feed(accounts), silo);
        }
        else
        {
            await using var engine = Engine.Start(RuleFiles.Shipped.Load(), settings);
            await ObeyAsync(engine.Host, new Feed(accounts), null);
        }
    }

    private static async Task ObeyAsync(IAccountHost host, Feed feed, Silo? silo)
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var step = await ObeyAsync(Enum.Parse<Command>(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture), host, feed, silo);
            Console.WriteLine(JsonSerializer.Serialize(step));
        }
    }

    private static Task<Step> ObeyAsync(Command command, int count, IAccountHost host, Feed feed, Silo? silo)
    {
        return command switch
        {
            Command.Open => SendAsync(feed.Openings()),
            Command.Visit => SendAsync(feed.Visits(count)),
            Command.Send => SendAsync(feed.Next(count)),
            Command.CallBare => MeasureAsync(count, () => silo!.CallBareAsync(count, 1)),
            Command.CallBareAgain => MeasureAsync(count * CallsPerBareGrain, () => silo!.CallBareAsync(count, CallsPerBareGrain)),
            _ => Task.FromResult(new Step(0, 0, 0, 0, GC.GetTotalMemory(forceFullCollection: true))),
        };

        async Task<Step> SendAsync(IEnumerable<SourceRecord> records)
        {
            // Made beforehand: a service gets its bytes from elsewhere.
            var made = records.ToArray();
            return await MeasureAsync(made.Length, () => feed.SendAsync(host, made));
        }
    }

    private static async Task<Step> MeasureAsync(int count, Func<Task> work)
    {
        GC.Collect();
        var (cpu, allocated, begun) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        await work();
        var elapsed = Stopwatch.GetElapsedTime(begun);
        return new Step(count, elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated, 0);
    }
}
