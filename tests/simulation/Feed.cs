using System.Text;
using CreditRisk.Domain.Policies;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using NodaTime;

namespace CreditRisk.Tests.Simulation;

/// <summary>The input of a simulation: a small portfolio's events, delayed, repeated, spoiled and sent in another order than they happened.</summary>
internal sealed class Feed
{
    private const int MostRecords = 400;

    private static readonly Lazy<Tariff> Prices = new(() => RuleFiles.Shipped.LoadTariff());

    private readonly Random _random;
    private readonly Faults _faults;
    private readonly Dictionary<string, Duration> _lags;
    private readonly List<(Instant Arrival, Sending Record)> _records = [];

    private Feed(Random random, Faults faults)
    {
        (_random, _faults) = (random, faults);
        _lags = Topics.ToDictionary(topic => topic, _ => Chance(faults.Disorder) ? UpTo(Duration.FromDays(5)) : Duration.Zero);
    }

    public static readonly string[] Topics = ["customers", "billing", "payments", "usage", "results"];

    /// <summary>When the first event happens.</summary>
    public static readonly LocalDate Start = new(2026, 1, 1);

    /// <summary>The records and when they arrive, in order.</summary>
    public static IReadOnlyList<(Instant Arrival, Sending Record)> Generate(Random random, Faults faults)
    {
        var feed = new Feed(random, faults);
        feed.Fill();
        return [.. feed._records.OrderBy(record => record.Arrival)];
    }

    private void Fill()
    {
        var options = new SimulatorOptions { Seed = _random.Next(), Customers = _random.Next(1, 15), Start = Start, Usage = _random.Next(4) == 0 };
        var days = _random.Next(20, 200);
        foreach (var simulated in new PortfolioSimulator(options, Prices.Value).EventsBetween(Start, Start.PlusDays(days)).Take(MostRecords))
        {
            Send(InputTopics.Of(simulated.Type), simulated.Account, simulated.Json.ToArray(), simulated.Time);
        }
    }

    private void Send(string topic, string account, byte[] json, Instant time)
    {
        var arrival = time + _lags[topic] + UpTo(Chance(_faults.Disorder) ? Duration.FromDays(3) : Duration.FromMinutes(1));
        var key = Encoding.ASCII.GetBytes(account);
        Add(arrival, new Sending(topic, key, json, At(arrival)));
        if (Chance(_faults.Repeats))
        {
            // In another topic the repeat may overtake what it repeats.
            Add(arrival + UpTo(Duration.FromDays(20)), new Sending(Chance(0.2) ? Topics[_random.Next(Topics.Length)] : topic, key, json, At(arrival)));
        }

        if (Chance(_faults.Reused))
        {
            Add(arrival + UpTo(Duration.FromDays(20)), new Sending(topic, key, UnderAnotherId(json), At(arrival)));
        }

        if (Chance(_faults.Poison))
        {
            Add(arrival, Spoiled(new Sending(topic, key, json, At(arrival))));
        }
    }

    private void Add(Instant arrival, Sending record) => _records.Add((arrival, record));

    private Sending Spoiled(Sending record) => _random.Next(5) switch
    {
        0 => record with { Value = null },
        1 => record with { Value = [1, 2, 3] },
        2 => record with { Value = record.Value![..^_random.Next(1, 20)] },
        3 => record with { Key = Encoding.ASCII.GetBytes("another") },
        _ => record with { Value = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record.Value!).Replace("\"type\":\"", "\"type\":\"not.", StringComparison.Ordinal)) },
    };

    private static byte[] UnderAnotherId(byte[] json)
    {
        const string Id = "\"id\":\"";
        var text = Encoding.UTF8.GetString(json);
        return Encoding.UTF8.GetBytes(text.Insert(text.IndexOf(Id, StringComparison.Ordinal) + Id.Length, "again-"));
    }

    private Instant At(Instant arrival) => Chance(_faults.WrongDates) ? arrival + UpTo(Duration.FromDays(4)) - Duration.FromDays(2) : arrival;

    private bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    private Duration UpTo(Duration most) => Duration.FromSeconds(_random.NextInt64((long)most.TotalSeconds + 1));
}
