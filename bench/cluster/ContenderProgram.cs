using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CreditRisk.Actor;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Postgres;
using CreditRisk.Storage.Sqlite;

namespace CreditRisk.Bench.Cluster;

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

    /// <summary>Tells how many records that were read are durable.</summary>
    Count,
}

/// <summary>The process of a host under test: does what lines of its standard input say, and writes a line for each.</summary>
internal sealed class ContenderProgram
{
    /// <summary>The argument that makes this program a host under test.</summary>
    public const string Verb = "cluster-contender";

    private const int CallsPerBareGrain = 20;

    private readonly IAccountHost _host;
    private readonly Silo? _silo;
    private readonly BrokerFeed? _read;
    private readonly Feed _feed;

    private ContenderProgram(IAccountHost host, Silo? silo, BrokerFeed? read, Feed feed) => (_host, _silo, _read, _feed) = (host, silo, read, feed);

    /// <summary>Runs until its standard input ends.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var plan = JsonSerializer.Deserialize<ContenderPlan>(arguments[0])!;
        var settings = new EngineSettings
        {
            Store = new SqliteStoreOptions { DataDirectory = "" },
            Postgres = new PostgresStoreOptions { ConnectionString = plan.Connection, Schema = plan.Schema, Stripe = plan.Stripe },
            Host = new HostOptions { ResidentAccountsPerLoop = Math.Max(1, plan.Accounts) },
        };
        var silo = plan.Kind == ContenderKind.InProcess ? null : await Silo.StartAsync(settings, plan.Kind == ContenderKind.Member);
        await using var engine = silo?.Engine ?? Engine.Start(RuleFiles.Shipped.Load(), settings);
        await using var read = plan.Brokers is null ? null : new BrokerFeed(engine, plan.Brokers);
        await new ContenderProgram(engine.Host, silo, read, new Feed(plan.Accounts)).ObeyAsync();
    }

    private async Task ObeyAsync()
    {
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            Console.WriteLine(JsonSerializer.Serialize(await ObeyAsync(Enum.Parse<Command>(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture))));
        }
    }

    private Task<Step> ObeyAsync(Command command, int count) => command switch
    {
        Command.Open => SendAsync(_feed.Openings()),
        Command.Visit => SendAsync(_feed.Visits(count)),
        Command.Send => SendAsync(_feed.Next(count)),
        Command.CallBare => MeasureAsync(count, () => _silo!.CallBareAsync(count, 1)),
        Command.CallBareAgain => MeasureAsync(count * CallsPerBareGrain, () => _silo!.CallBareAsync(count, CallsPerBareGrain)),
        Command.Count => Task.FromResult(new Step(_read!.Durable, 0, 0, 0, 0)),
        _ => Task.FromResult(new Step(0, 0, 0, 0, GC.GetTotalMemory(forceFullCollection: true))),
    };

    private Task<Step> SendAsync(IEnumerable<SourceRecord> records)
    {
        // Made beforehand: a service gets its bytes from elsewhere.
        var made = records.ToArray();
        return MeasureAsync(made.Length, () => _feed.SendAsync(_host, made));
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
