using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using CreditRisk.Tests.Oracle;
using NodaTime;

namespace CreditRisk.Tests.Properties;

/// <summary>
/// A generated year of one account with what the oracle's histories leave out: bills that release usage, usage with its corrections, guarantees,
/// limits, segments, reports, and zones that change.
/// </summary>
internal sealed class RichHistory
{
    private static readonly string[] Services = ["electricity", "gas", "water"];
    private static readonly string[] Segments = ["trade", "consumer", "public"];
    private static readonly string[] Regions = ["TW", "DE", "elsewhere"];

    private readonly Random _random;
    private readonly AccountHistory _plain;
    private readonly bool _isRated;
    private readonly Instant _start;
    private readonly Currency _currency;
    private readonly List<TimedRecord> _records = [];
    private int _ids;

    private RichHistory(int seed, bool isRated)
    {
        // Another sequence than the one that made the plain history.
        _random = new Random(unchecked((seed * 31) + 7));
        _plain = HistoryGenerator.Generate(seed);
        _isRated = isRated;
        _start = _plain.Records[0].LoggedAt;
        _currency = _plain.Records.Select(record => record.Event).OfType<ItemCharged>().First().Charged.Currency;
    }

    /// <summary>The history of a seed.</summary>
    /// <param name="seed">The same seed gives the same records.</param>
    /// <param name="isRated">Whether some usage comes without an amount; before the account's currency is known it is refused.</param>
    public static AccountHistory Generate(int seed, bool isRated = true)
    {
        var history = new RichHistory(seed, isRated);
        history.Live();
        return history._plain with { Records = [.. history._records.OrderBy(record => record.LoggedAt)] };
    }

    private void Live()
    {
        foreach (var record in _plain.Records)
        {
            _records.Add(record.Event is ItemCharged charged && Chance(0.6) ? record with { Event = charged with { Lines = Lines(charged) } } : record);
        }

        Repeat(0, 25, Use);
        Repeat(0, 3, Lodge);
        Repeat(0, 3, State);
        Repeat(0, 3, () => Log(new CreditReported(Header(AnyTime()), "bureau", "late", _random.Next(6), Score: null, Chance(0.5) ? _random.Next(101) : null)));
        Repeat(0, 2, () => Log(new FeedHeartbeat(Header(AnyTime()), "billing", AnyTime())));
        Repeat(0, 1, () => Log(new PromiseMade(Header(AnyTime()), Id("promise"), Amount(), CivilDate.At(AnyTime(), DateTimeZone.Utc))));
        if (Chance(0.1))
        {
            Log(new CustomerClosed(Header(AnyTime()), "moved away"));
        }
    }

    private ImmutableArray<BillLine> Lines(ItemCharged charged) => _random.Next(5) switch
    {
        0 => [],
        1 => [new BillLine(null, charged.IssuedOn.Plus(-30), charged.IssuedOn.Plus(-1))],
        2 => [new BillLine(Pick(Services), null, null)],
        3 => [.. Services.Take(2).Select(service => new BillLine(service, charged.IssuedOn.Plus(-45), charged.IssuedOn.Plus(-_random.Next(20))))],
        _ => [new BillLine(Pick(Services), charged.IssuedOn.Plus(-35), charged.IssuedOn), new BillLine(Pick(Services), null, charged.IssuedOn.Plus(-60))],
    };

    private void Use()
    {
        var (id, from) = (Id("usage"), AnyTime());
        var to = Chance(0.1) ? from : from + Duration.FromHours(_random.Next(1, 24 * 20));
        var value = _isRated && Chance(0.3) ? (Cash?)null : Cash();
        Log(new UsageRecorded(
            Header(to), id, Pick(Services), null, new Amount(_random.Next(10_000), _random.Next(4)), "kWh", from, to, value, Chance(0.2)));
        Repeat(0, Chance(0.2) ? 3 : 0, () => Log(new UsageRerated(Header(Later(to)), id, Cash())));
        if (Chance(0.1))
        {
            Log(new UsageCancelled(Header(Later(to)), id));
        }
    }

    private void Lodge()
    {
        var (id, time) = (Id("guarantee"), AnyTime());
        var validTo = Chance(0.6) ? CivilDate.At(time, DateTimeZone.Utc).Plus(_random.Next(200)) : (CivilDate?)null;
        Log(new GuaranteeLodged(Header(time), id, (GuaranteeKind)_random.Next(4), Cash(), validTo));
        if (Chance(0.4))
        {
            Log(new GuaranteeReleased(Header(Later(time)), id));
        }
    }

    private void State()
    {
        var stated = new CustomerStated(Header(AnyTime()), Registers: false, CreditLimit: Chance(0.6) ? Amount() : null);
        Log(_random.Next(5) switch
        {
            0 => stated with { Segment = Pick(Segments), Terms = (Terms)_random.Next(3) },
            1 => stated with { Region = Pick(Regions), PartyId = "party", Group = "group" },
            2 => stated with { TimeZone = Pick(HistorySettings.Zones).Zone, Protection = Protection.Important },
            3 => stated with { ServicePoints = [new("S1", "gas"), new("S2", "water")], Contacts = [new("mail", "a@example.com", "de"), new("sms", "1", null)] },
            _ => stated with { Manager = "M", Unit = "north", LegalRepresentative = "Ω", Name = "Customer" },
        });
    }

    // Mostly at once, sometimes days later, as the oracle's histories have it.
    private void Log(AccountEvent e)
    {
        var delay = _random.Next(10) switch
        {
            < 7 => _random.Next(90),
            < 9 => _random.Next(2 * 86_400),
            _ => _random.Next(15 * 86_400),
        };
        var loggedAt = Instant.FromUnixTimeSeconds((e.Header.Time + Duration.FromSeconds(delay + 1)).ToUnixTimeSeconds());
        if (loggedAt < _plain.End)
        {
            _records.Add(new TimedRecord(e, loggedAt));
        }
    }

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private void Repeat(int least, int most, Action action)
    {
        for (var times = _random.Next(least, most + 1); times > 0; times--)
        {
            action();
        }
    }

    private Cash Cash() => new(_random.Next(1, 20_000), _currency);

    private Amount Amount() => CreditRisk.Domain.Money.Amount.OfMinor(_random.Next(1, 20_000), _currency);

    private string Id(string kind) => $"{kind}-{++_ids}";

    private Instant AnyTime() => _start + Duration.FromSeconds(_random.NextInt64((long)(_plain.End - _start).TotalSeconds));

    private Instant Later(Instant instant) => instant + Duration.FromSeconds(_random.Next(1, 20 * 86_400));

    private EventHeader Header(Instant time) => new("meter", $"rich-{++_ids}", "account", time);
}
