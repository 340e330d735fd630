using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>Draws the chances of one history and writes its records: ids, moments and delays.</summary>
internal sealed class HistoryWriter(Random random, string account, DateTimeZone zone, CivilDate firstDay, Currency currency)
{
    private static readonly string[] Sources = ["billing", "bank", "crm"];
    private static readonly string[] Prefixes = ["I", "i", "A-", "_"];

    private readonly List<TimedRecord> _records = [];
    private int _ids;

    public Instant End { get; } = firstDay.Plus(HistorySettings.Days).StartIn(zone);

    public Currency Currency { get; } = currency;

    public bool Chance(double chance) => random.NextDouble() < chance;

    public double Share() => random.NextDouble();

    public int Between(int least, int most) => random.Next(least, most + 1);

    public T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    /// <summary>Mostly one of a few, so that they often are the same; else any.</summary>
    public long Minor() => Chance(0.85) ? Pick(HistorySettings.Amounts) : random.Next(1, 20_000);

    public Amount Amount(long minor) => global::CreditRisk.Domain.Money.Amount.OfMinor(minor, Currency);

    public Cash Cash(long minor) => new(minor, Currency);

    public CivilDate Day(int index) => firstDay.Plus(index);

    public CivilDate DateOf(Instant instant) => CivilDate.At(instant, zone);

    /// <summary>An id that was not given before; their order as text is not the order in which they were given.</summary>
    public string NewId(string prefix) => $"{prefix}{++_ids}";

    public string NewItemId() => NewId(Pick(Prefixes));

    /// <summary>An instant on a local day, sometimes its very first.</summary>
    public Instant Moment(CivilDate day)
    {
        var start = day.StartIn(zone);
        var seconds = (int)(day.Plus(1).StartIn(zone) - start).TotalSeconds;
        return Chance(HistorySettings.ChanceOfExactMidnight) ? start : start + Duration.FromSeconds(random.Next(seconds));
    }

    /// <summary>An instant so many days later, never the same or earlier.</summary>
    public Instant Later(Instant instant, int leastDays, int mostDays)
    {
        var later = Moment(DateOf(instant).Plus(Between(leastDays, mostDays)));
        return later > instant ? later : instant + Duration.FromSeconds(Between(1, 7200));
    }

    public EventHeader Header(Instant time) => new(Pick(Sources), NewId("e"), account, time);

    /// <summary>Logs an event after a delay.</summary>
    /// <param name="e">The event; it is left out where it would be logged after the end.</param>
    /// <param name="notBefore">Where it means nothing without another record: when that was logged.</param>
    /// <returns>When it was logged, for those that may not overtake it.</returns>
    public Instant Log(AccountEvent e, Instant? notBefore = null)
    {
        var loggedAt = e.Header.Time + Delay();
        if (Chance(HistorySettings.ChanceOfExactMidnight))
        {
            loggedAt = DateOf(loggedAt).Plus(1).StartIn(zone);
        }

        if (notBefore > loggedAt)
        {
            loggedAt = notBefore.Value + Duration.FromSeconds(Between(0, 60));
        }

        if (loggedAt < End)
        {
            _records.Add(new TimedRecord(e, loggedAt));
        }

        return loggedAt;
    }

    /// <summary>All records, those with the same log timestamp as they were written.</summary>
    public IReadOnlyList<TimedRecord> Records() => [.. _records.OrderBy(record => record.LoggedAt)];

    // At most a day less than the longest, since a record may be moved to the next midnight.
    private Duration Delay() => random.Next(100) switch
    {
        < 70 => Duration.FromSeconds(random.Next(90)),
        < 84 => Duration.FromSeconds(random.Next(6 * 3600)),
        < 95 => Duration.FromSeconds(random.Next(4 * 86_400)),
        _ => Duration.FromSeconds(random.Next((HistorySettings.LongestDelayDays - 1) * 86_400)),
    };
}
