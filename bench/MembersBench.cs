using System.Diagnostics;
using System.Globalization;
using CreditRisk.Bench.Broker;
using CreditRisk.Bench.Cluster;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Storage.Postgres;

namespace CreditRisk.Bench;

/// <summary>
/// What it costs to divide the work among silos that share the partitions: without Orleans, on one silo, and on three, all of them between one broker and one PostgreSQL and on the cores of one machine. More silos are no faster there; the
/// figures tell what calls between them, and smaller transactions, cost.
/// </summary>
internal static class MembersBench
{
    private const int AccountCount = 10_000;
    private const int WarmUp = 100_000;
    private const int Timed = 100_000;
    private const int Rounds = 3;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static async IAsyncEnumerable<Measurement> Run()
    {
        KafkaNative.Load();
        Round? alone = null;
        foreach (var (name, kind, members) in new[] { ("process", ContenderKind.InProcess, 1), ("one-silo", ContenderKind.Member, 1), ("three-silos", ContenderKind.Member, 3) })
        {
            var rounds = await MeasureAsync(name, kind, members);
            var median = new Round(Median(rounds, round => round.Rate), Median(rounds, round => round.Members), Median(rounds, round => round.Postgres), Median(rounds, round => round.Broker));
            yield return Of($"cluster-{name}", median, alone, round => round.Rate, "durable events/s from the broker");
            yield return Of($"cluster-{name}-cpu", median, alone, round => round.Members, "us of CPU an event, all members");
            yield return Of($"cluster-{name}-cpu-postgres", median, alone, round => round.Postgres, "us of PostgreSQL's CPU an event");
            yield return Of($"cluster-{name}-cpu-broker", median, alone, round => round.Broker, "us of the broker's CPU an event");
            alone ??= median;
        }
    }

    private static Measurement Of(string name, Round median, Round? alone, Func<Round, double> figure, string unit) =>
        alone is null ? new Measurement(name, figure(median), unit) : new Measurement(name, figure(median), unit, figure(alone), null, figure(median) / figure(alone));

    private static async Task<List<Round>> MeasureAsync(string name, ContenderKind kind, int count)
    {
        using var broker = await BrokerProcess.StartAsync($"{EventProducer.Backlog}");
        var plan = new ContenderPlan(ContenderKind.InProcess, PostgresServer.ConnectionString, name.Replace('-', '_'), AccountCount);
        using (var opener = await Contender.StartAsync(plan))
        {
            await opener.DoAsync(Command.Open);
            await opener.StopAsync();
        }

        var members = new List<Contender>();
        try
        {
            for (var member = 0; member < count; member++)
            {
                members.Add(await Contender.StartAsync(plan with { Kind = kind, Brokers = broker.Brokers, Stripe = 1 + member }));
            }

            return await MeasureAsync(name, broker, members);
        }
        finally
        {
            members.ForEach(member => member.Dispose());
        }
    }

    private static async Task<List<Round>> MeasureAsync(string name, BrokerProcess broker, List<Contender> members)
    {
        using var producer = new EventProducer(broker.Brokers, EventProducer.Backlog, new Business(new Accounts(AccountCount, false)));
        // Partitions change hands until all members are there: what was read by two counts twice.
        await ProduceAsync(producer, WarmUp, members, 0);
        var durable = await QuietAsync(members);
        var rounds = new List<Round>();
        for (var round = 1; round <= Rounds; round++)
        {
            var before = Uses(broker, members);
            var begun = Stopwatch.GetTimestamp();
            durable = await ProduceAsync(producer, Timed, members, durable);
            var rate = Timed / Stopwatch.GetElapsedTime(begun).TotalSeconds;
            var uses = Uses(broker, members).Zip(before, (after, start) => (after - start).CpuSeconds * 1e6 / Timed).ToArray();
            rounds.Add(new Round(rate, uses[0], uses[1], uses[2]));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {name}, round {round}: {rate:#,0} events/s, us of CPU an event: {uses[0]:0.0} members, {uses[1]:0.0} PostgreSQL, {uses[2]:0.0} broker"));
        }

        await Console.Error.WriteLineAsync($"  {name}: durable by each member: {string.Join(", ", await ByMemberAsync(members))}");

        foreach (var member in members)
        {
            await member.StopAsync();
        }

        return rounds;
    }

    /// <summary>Appends records, and waits until so many more are durable.</summary>
    private static async Task<int> ProduceAsync(EventProducer producer, int count, List<Contender> members, int durable)
    {
        for (var number = 0; number < count; number++)
        {
            producer.Append(mayWarn: false);
        }

        producer.Flush();
        using var looks = new PeriodicTimer(Look, TimeProvider.System);
        while (await DurableAsync(members) < durable + count)
        {
            await looks.WaitForNextTickAsync();
        }

        return durable + count;
    }

    private static async Task<int> QuietAsync(List<Contender> members)
    {
        using var looks = new PeriodicTimer(Quiet, TimeProvider.System);
        var durable = await DurableAsync(members);
        while (await looks.WaitForNextTickAsync() && await DurableAsync(members) is var now && now != durable)
        {
            durable = now;
        }

        return durable;
    }

    private static async Task<int> DurableAsync(List<Contender> members) => (await ByMemberAsync(members)).Sum();

    private static async Task<List<int>> ByMemberAsync(List<Contender> members)
    {
        var counts = new List<int>();
        foreach (var member in members)
        {
            counts.Add((await member.DoAsync(Command.Count)).Count);
        }

        return counts;
    }

    private static ProcessUse[] Uses(BrokerProcess broker, List<Contender> members) =>
    [
        members.Select(member => ProcessUse.Of(member.Id)).Aggregate((sum, use) => new ProcessUse(sum.CpuSeconds + use.CpuSeconds, sum.BytesWritten + use.BytesWritten)),
        ProcessUse.OfAll("postgres"),
        ProcessUse.Of(broker.Id),
    ];

    private static double Median(List<Round> rounds, Func<Round, double> figure) => BenchInput.Median([.. rounds.Select(figure)]);

    /// <summary>Events a second, and microseconds of CPU an event.</summary>
    private sealed record Round(double Rate, double Members, double Postgres, double Broker);
}
