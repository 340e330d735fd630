using System.Runtime.InteropServices;
using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Comparison;

/// <summary>Changes of one day.</summary>
/// <param name="Begun">What begins.</param>
/// <param name="Active">By how much the number of what has begun and is not over changes.</param>
internal readonly record struct DayTally(Sides Begun, Sides Active)
{
    /// <summary>The sums.</summary>
    public static DayTally operator +(DayTally left, DayTally right) => new(left.Begun + right.Begun, left.Active + right.Active);
}

/// <summary>Counts what began of one subject, over many accounts. What it keeps grows with days and currencies, never with accounts. Not thread-safe.</summary>
internal sealed class SubjectTally
{
    private readonly long[] _pairs = new long[Enum.GetValues<PairKind>().Length];

    /// <summary>Accounts for which it began at least once.</summary>
    public Sides Accounts { get; private set; }

    /// <summary>Accounts for which it began under the old rules alone, and under the new ones alone.</summary>
    public Sides OnlyAccounts { get; private set; }

    /// <summary>What began and was found to be wrong.</summary>
    public Sides Withdrawn { get; private set; }

    /// <summary>Pairs by the days between their beginnings, where there are both.</summary>
    public Dictionary<int, long> Shifts { get; } = [];

    /// <summary>Money by currency.</summary>
    public Dictionary<(string Code, int Decimals), MoneyTally> Money { get; } = [];

    /// <summary>Changes by day.</summary>
    public Dictionary<CivilDate, DayTally> Days { get; } = [];

    /// <summary>How many pairs are of a kind.</summary>
    public long Of(PairKind kind) => _pairs[(int)kind];

    /// <summary>Adds all pairs of one account, at least one.</summary>
    public void Add(IReadOnlyCollection<OccurrencePair> pairs)
    {
        var isOld = pairs.Any(pair => pair.Old is not null);
        var isNew = pairs.Any(pair => pair.New is not null);
        Accounts += new Sides(isOld ? 1 : 0, isNew ? 1 : 0);
        OnlyAccounts += new Sides(isNew ? 0 : 1, isOld ? 0 : 1);
        foreach (var pair in pairs)
        {
            Add(pair);
        }
    }

    /// <summary>Adds what another one counted.</summary>
    public void Add(SubjectTally other)
    {
        Accounts += other.Accounts;
        OnlyAccounts += other.OnlyAccounts;
        Withdrawn += other.Withdrawn;
        for (var kind = 0; kind < _pairs.Length; kind++)
        {
            _pairs[kind] += other._pairs[kind];
        }

        foreach (var (days, count) in other.Shifts)
        {
            Entry(Shifts, days) += count;
        }

        foreach (var (currency, money) in other.Money)
        {
            Entry(Money, currency) += money;
        }

        foreach (var (day, changes) in other.Days)
        {
            Entry(Days, day) += changes;
        }
    }

    private void Add(in OccurrencePair pair)
    {
        _pairs[(int)pair.Kind]++;
        Withdrawn += new Sides(pair.Old is { IsWithdrawn: true } ? 1 : 0, pair.New is { IsWithdrawn: true } ? 1 : 0);
        if (pair.ShiftDays is { } days)
        {
            Entry(Shifts, days)++;
        }

        AddMoney(pair);
        AddDays(pair.Old, new Sides(1, 0));
        AddDays(pair.New, new Sides(0, 1));
    }

    private void AddMoney(in OccurrencePair pair)
    {
        // A case may list an account before any money was heard of, under one set of rules only.
        var stake = pair.Old is { Stake: { Currency: not null } known } ? known : pair.New?.Stake ?? default;
        var (old, now) = (MoneySum.Of(pair.Old), MoneySum.Of(pair.New));
        if (stake.Currency is { } code)
        {
            Entry(Money, (code, stake.Decimals)) += new MoneyTally(old, now, pair.New is null ? old : default, pair.Old is null ? now : default);
        }
    }

    private void AddDays(Occurrence? occurrence, Sides one)
    {
        if (occurrence is null)
        {
            return;
        }

        Entry(Days, occurrence.On) += new DayTally(one, occurrence.Subject.Lasts ? one : default);
        if (occurrence.EndedOn is { } end)
        {
            Entry(Days, end) += new DayTally(default, new Sides(-one.Old, -one.New));
        }
    }

    private static ref TValue Entry<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key)
        where TKey : notnull
        where TValue : struct => ref CollectionsMarshal.GetValueRefOrAddDefault(table, key, out _);
}
