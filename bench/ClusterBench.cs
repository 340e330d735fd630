using System.Globalization;
using CreditRisk.Bench.Broker;
using CreditRisk.Bench.Cluster;
using CreditRisk.Tests.Storage.Postgres;

namespace CreditRisk.Bench;

/// <summary>
/// Accounts as Orleans grains on one silo against the in-process host, each in a process of its own, on the same records and as good a store: in turn, round by round, so that what else the machine does falls on both. And what
/// Orleans costs alone.
/// </summary>
internal static class ClusterBench
{
    private const int Rounds = 5;
    private const int RecordsPerRound = 100_000;
    private const int BareGrains = 50_000;
    private const double LeastOfInProcess = 0.5;

    public static async IAsyncEnumerable<Measurement> Run()
    {
        PostgresServer.WaitsForDisk = true;
        var bare = new List<Measurement>();
        await foreach (var measured in BareAsync())
        {
            bare.Add(measured);
            yield return measured;
        }

        foreach (var accounts in new[] { 10_000, 100_000 })
        {
            await foreach (var measured in Run(accounts, bare))
            {
                yield return measured;
            }
        }

        await foreach (var measured in MembersBench.Run())
        {
            yield return measured;
        }
    }

    private static async IAsyncEnumerable<Measurement> BareAsync()
    {
        using var silo = await StartAsync(ContenderKind.OneSilo, "bare", 0);
        var empty = await silo.DoAsync(Command.Weigh);
        var activations = await silo.DoAsync(Command.CallBare, BareGrains);
        var full = await silo.DoAsync(Command.Weigh);
        var calls = new List<Step>();
        for (var round = 0; round < Rounds; round++)
        {
            calls.Add(await silo.DoAsync(Command.CallBareAgain, BareGrains));
        }

        yield return new Measurement("orleans-activations", activations.Rate, "empty grains activated/s");
        yield return new Measurement("orleans-activation-cpu", activations.Cpu, "us of CPU an empty activation");
        yield return new Measurement("orleans-activation-memory", (full.LiveBytes - empty.LiveBytes) / (double)BareGrains, "bytes an empty activation");
        yield return new Measurement("orleans-calls", Median(calls, step => step.Rate), "local calls/s of active empty grains");
        yield return new Measurement("orleans-call-cpu", Median(calls, step => step.Cpu), "us of CPU a local call");
        await silo.StopAsync();
    }

    private static async IAsyncEnumerable<Measurement> Run(int accounts, List<Measurement> bare)
    {
        foreach (var schema in new[] { ContenderKind.InProcess, ContenderKind.OneSilo })
        {
            // By another process, so that no account is in memory when the rounds begin.
            using var opener = await StartAsync(ContenderKind.InProcess, Schema(schema, accounts), accounts);
            await opener.DoAsync(Command.Open);
            await opener.StopAsync();
        }

        using var process = await StartAsync(ContenderKind.InProcess, Schema(ContenderKind.InProcess, accounts), accounts);
        using var silo = await StartAsync(ContenderKind.OneSilo, Schema(ContenderKind.OneSilo, accounts), accounts);
        var empty = await silo.DoAsync(Command.Weigh);
        // The first round of each kind only warms up: programs are compiled as they run.
        var visits = await RoundsAsync($"{accounts} accounts, each for the first time", process, silo, Command.Visit, accounts / (Rounds + 1));
        var full = await silo.DoAsync(Command.Weigh);
        var records = await RoundsAsync($"{accounts} active accounts", process, silo, Command.Send, RecordsPerRound);
        var name = $"cluster-{accounts}";
        foreach (var measured in Compare(name, "events/s", "event, accounts active", records, LeastOfInProcess).Concat(Compare($"{name}-first", "events/s, each of another account", "event, each of another account", visits, null)))
        {
            yield return measured;
        }

        var activation = Median(visits, pair => pair.Silo.Cpu) - Median(records, pair => pair.Silo.Cpu);
        var floor = bare.Single(measured => measured.Name == "orleans-activation-cpu").Value;
        yield return new Measurement($"{name}-activation-cpu", activation, "us of CPU an activation, without the event", floor, null, activation / floor);
        var memory = (full.LiveBytes - empty.LiveBytes) / (double)accounts;
        var least = bare.Single(measured => measured.Name == "orleans-activation-memory").Value;
        yield return new Measurement($"{name}-activation-memory", memory, "bytes an activation with its account", least, null, memory / least);
        await process.StopAsync();
        await silo.StopAsync();
    }

    private static async Task<List<Pair>> RoundsAsync(string what, Contender process, Contender silo, Command command, int count)
    {
        var pairs = new List<Pair>();
        for (var round = 0; round <= Rounds; round++)
        {
            var first = ProcessUse.OfAll("postgres");
            var inProcess = await process.DoAsync(command, count);
            var second = ProcessUse.OfAll("postgres");
            var oneSilo = await silo.DoAsync(command, count);
            var pair = new Pair(inProcess, oneSilo, (second - first).CpuSeconds * 1e6 / count, (ProcessUse.OfAll("postgres") - second).CpuSeconds * 1e6 / count);
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {what}, round {round}: {inProcess.Rate:#,0} and {oneSilo.Rate:#,0} events/s, {inProcess.Cpu:0.0} and {oneSilo.Cpu:0.0} us of CPU, {inProcess.AllocatedBytes / count:#,0} and {oneSilo.AllocatedBytes / count:#,0} bytes"));
            pairs.Add(pair);
        }

        return pairs[1..];
    }

    private static IEnumerable<Measurement> Compare(string name, string unit, string each, List<Pair> pairs, double? least)
    {
        var (inProcess, silo) = (Median(pairs, pair => pair.Process.Rate), Median(pairs, pair => pair.Silo.Rate));
        yield return new Measurement(name, silo, unit, inProcess, null, silo / inProcess);
        var ratios = pairs.Select(pair => pair.Silo.Rate / pair.Process.Rate).Order().ToArray();
        var range = string.Create(CultureInfo.InvariantCulture, $"{ratios[0]:0.00}-{ratios[^1]:0.00}");
        yield return new Measurement($"{name}-of-in-process", BenchInput.Median(ratios), $"times, median of {range}", null, least);
        var (processCpu, siloCpu) = (Median(pairs, pair => pair.Process.Cpu), Median(pairs, pair => pair.Silo.Cpu));
        yield return new Measurement($"{name}-cpu", siloCpu, $"us of CPU an {each}", processCpu, null, siloCpu / processCpu);
        var (processStore, siloStore) = (Median(pairs, pair => pair.ProcessStore), Median(pairs, pair => pair.SiloStore));
        yield return new Measurement($"{name}-cpu-postgres", siloStore, $"us of PostgreSQL's CPU an {each}", processStore, null, siloStore / processStore);
    }

    private static double Median<T>(List<T> steps, Func<T, double> of) => BenchInput.Median([.. steps.Select(of)]);

    private static Task<Contender> StartAsync(ContenderKind kind, string schema, int accounts) =>
        Contender.StartAsync(new ContenderPlan(kind, PostgresServer.ConnectionString, schema, accounts));

    private static string Schema(ContenderKind kind, int accounts) => $"{kind}_{accounts}".ToLowerInvariant();

    /// <summary>A round of both; PostgreSQL's share in microseconds of CPU a record.</summary>
    private sealed record Pair(Step Process, Step Silo, double ProcessStore, double SiloStore);
}
