using System.Globalization;
using System.Text.Json;
using CreditRisk.Bench;
using CreditRisk.Bench.Broker;
using CreditRisk.Bench.Cluster;
using CreditRisk.Cluster.Node;
using CreditRisk.Silo.Views;
using CreditRisk.Tests.Ingest.Kafka;

const string Cluster = "cluster";

// As ./creditrisk has it where something is missing that it needs.
const int ExitSetUp = 3;

var benchmarks = new Dictionary<string, (string About, Func<IAsyncEnumerable<Measurement>> Run)>(StringComparer.Ordinal)
{
    ["decode"] = ("decode the real input, against a bare token scan of the same bytes", DecodeBench.Run),
    ["apply"] = ("apply events to accounts on one core: hot accounts, and random ones", ApplyBench.Run),
    ["encode"] = ("encode accounts of 10, 100 and 1,000 parts for a write, against encoding them whole", EncodeBench.Run),
    ["memory"] = ("memory of a resident account with eight open items", MemoryBench.Run),
    ["embedded"] = ("whole pipeline on SQLite at 20,000 accounts, against the store alone", () => EmbeddedBench.Run(20_000)),
    ["embedded-1m"] = ("the same at 1,000,000 accounts", () => EmbeddedBench.Run(1_000_000)),
    ["pipeline"] = ("between brokers and a PostgreSQL of its own at 10,000 accounts, against one transaction an event and the store alone", () => BrokerBench.Run(10_000)),
    ["pipeline-100k"] = ("the same at 100,000 accounts", () => BrokerBench.Run(100_000)),
    ["pipeline-1m"] = ("the same at 1,000,000 accounts", () => BrokerBench.Run(1_000_000)),
    [Cluster] = ("accounts on one Orleans silo against those of one process, at 10,000 and 100,000 accounts on PostgreSQL; Orleans alone; and three silos", ClusterBench.Run),
};
switch (args)
{
    case [BrokerProgram.Verb, .. var topics]:
        BrokerProgram.Run(topics);
        return 0;
    case [SteadyLoad.Verb, .. var load]:
        await SteadyLoad.RunAsync(load);
        return 0;
    case [ContenderProgram.Verb, .. var host]:
        await ContenderProgram.RunAsync(host);
        return 0;
}

var json = args.Contains("--json");
var names = args.Where(argument => !argument.StartsWith('-')).ToArray();
if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine("Usage: creditrisk bench [NAME...] [--json]\n\nMeasures on this machine, as ratios within one run. Without a name: all of them.\n");
    foreach (var (name, (about, _)) in benchmarks)
    {
        Console.WriteLine($"  {name,-12} {about}");
    }

    return 0;
}

if (args.FirstOrDefault(argument => argument.StartsWith('-') && argument != "--json") is { } option)
{
    await Console.Error.WriteLineAsync($"there is no option '{option}'; there are: --json, --help");
    return 2;
}

var unknown = names.Where(name => !benchmarks.ContainsKey(name)).ToArray();
if (unknown.Length > 0)
{
    await Console.Error.WriteLineAsync($"there is no benchmark '{unknown[0]}'; there are: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

if (!OrleansBuild.HasOrleans && (names.Length == 0 || names.Contains(Cluster)))
{
    await Console.Error.WriteLineAsync($"{Cluster}: left out: {OrleansBuild.Missing}");
    benchmarks.Remove(Cluster);
    if (names is [Cluster])
    {
        return ExitSetUp;
    }
}

foreach (var name in names.Length == 0 ? [.. benchmarks.Keys] : names.Where(benchmarks.ContainsKey))
{
    await Console.Error.WriteLineAsync($"{name}: {benchmarks[name].About}");
    await foreach (var measured in benchmarks[name].Run())
    {
        Console.WriteLine(json ? JsonSerializer.Serialize(measured, JsonForm.Compact) : Text(measured));
    }
}

return 0;

static string Text(Measurement measured) => string.Create(
    CultureInfo.InvariantCulture,
    $"  {measured.Name,-44} {measured.Value,14:#,0.##} {measured.Unit}{(measured.Ratio is { } ratio ? $"  ({ratio:0.00} of {measured.Baseline:#,0.##})" : "")}{(measured.Limit is { } limit ? $"  limit {limit:#,0.##}" : "")}");
