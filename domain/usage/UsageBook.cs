using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Usage;

/// <summary>One usage record that may still be billed, rerated or cancelled; a link of an immutable list, the newest first.</summary>
/// <param name="Key">Stable hash of the usage id.</param>
/// <param name="Service">The service.</param>
/// <param name="EndsAt">The last instant of the use.</param>
/// <param name="Minor">What it is worth, minor units; 0 once cancelled.</param>
/// <param name="Stated">The statement that last set the value, or null while it is the original one.</param>
/// <param name="Cancelled">Whether it counts no longer.</param>
/// <param name="Next">The records received before.</param>
public sealed record UsageEntry(
    ulong Key, string Service, Instant EndsAt, long Minor, Stamp? Stated, bool Cancelled, UsageEntry? Next)
{
    /// <summary>The account's day of <see cref="EndsAt"/>: it decides which bill covers the use.</summary>
    public CivilDate EndsOn { get; init; }
}

/// <summary>A period of a service that was billed by an item which is no longer kept.</summary>
/// <param name="Service">The service, or null for all.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public readonly record struct BilledPeriod(string? Service, CivilDate From, CivilDate To)
{
    /// <summary>Whether usage of a service that ended on a day is covered.</summary>
    public bool Covers(string service, CivilDate endsOn) => (Service is null || Service == service) && From <= endsOn && endsOn <= To;
}

/// <summary>Usage that is not billed yet, and how far each service is billed. Immutable.</summary>
public sealed record UsageBook
{
    /// <summary>No usage.</summary>
    public static readonly UsageBook Empty = new();

    /// <summary>The newest usage record, or null.</summary>
    public UsageEntry? Newest { get; init; }

    /// <summary>How many records there are.</summary>
    public int Count { get; init; }

    /// <summary>Periods billed by items that are no longer kept, merged.</summary>
    public ImmutableArray<BilledPeriod> Billed { get; init; } = [];

    /// <summary>Value of the usage that nothing covers, minor units.</summary>
    public long Unbilled { get; init; }

    /// <summary>The record of a usage id, or null.</summary>
    public UsageEntry? Find(ulong key)
    {
        for (var entry = Newest; entry is not null; entry = entry.Next)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>Adds a usage record.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public UsageBook Add(ulong key, string service, Instant endsAt, CivilDate endsOn, long minor, ImmutableArray<Item> items) => this with
    {
        Newest = new UsageEntry(key, service, endsAt, minor, null, false, Newest) { EndsOn = endsOn },
        Count = Count + 1,
        Unbilled = IsBilled(service, endsOn, items) ? Unbilled : Unbilled + minor,
    };

    /// <summary>Gives a usage record another value (the newest statement holds) or cancels it.</summary>
    /// <param name="key">The record, which exists.</param>
    /// <param name="minor">The value in minor units, or null to cancel.</param>
    /// <param name="stamp">The statement's place in business order.</param>
    /// <param name="items">The account's items.</param>
    public UsageBook Restate(ulong key, long? minor, Stamp stamp, ImmutableArray<Item> items)
    {
        var changed = Rebuild(entry => entry.Key != key || entry.Cancelled
            ? entry
            : minor is not { } value
                ? entry with { Cancelled = true, Minor = 0 }
                : stamp.IsAfter(entry.Stated) ? entry with { Minor = value, Stated = stamp } : entry);
        return changed.Recount(items);
    }

    /// <summary>Computes anew what is unbilled, after items came, were cancelled or were forgotten.</summary>
    public UsageBook Recount(ImmutableArray<Item> items)
    {
        long sum = 0;
        for (var entry = Newest; entry is not null; entry = entry.Next)
        {
            sum += entry.Minor == 0 || IsBilled(entry.Service, entry.EndsOn, items) ? 0 : entry.Minor;
        }

        return sum == Unbilled ? this : this with { Unbilled = sum };
    }

    /// <summary>Remembers the periods that an item billed, when the item is forgotten, and drops the usage that they cover for good.</summary>
    public UsageBook Bill(Item item)
    {
        if (item.Cancelled || item.Lines.IsDefault)
        {
            return this;
        }

        var billed = Billed;
        foreach (var period in BilledUsage.PeriodsOf(item))
        {
            billed = BilledUsage.Merge(billed, period);
        }

        return (this with { Billed = billed }).Rebuild(entry => billed.Any(period => period.Covers(entry.Service, entry.EndsOn)) ? null : entry);
    }

    /// <summary>Drops the usage that ended before a day and that no item which is kept bills: what nothing has billed of it is consumed for good.</summary>
    /// <param name="before">The day.</param>
    /// <param name="items">The account's items.</param>
    /// <param name="consumed">The value of what nothing has billed, minor units, 0 or more.</param>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public UsageBook Consume(CivilDate before, ImmutableArray<Item> items, out long consumed)
    {
        var sum = 0L;
        var kept = Rebuild(entry =>
        {
            if (entry.EndsOn >= before || IsBilledBy(items, entry.Service, entry.EndsOn))
            {
                return entry;
            }

            sum += IsBilledForGood(entry.Service, entry.EndsOn) ? 0 : entry.Minor;
            return null;
        });
        consumed = sum;
        return kept.Count == Count ? this : kept.Recount(items);
    }

    /// <summary>Whether some usage ended before a day.</summary>
    public bool HasEndedBefore(CivilDate day)
    {
        for (var entry = Newest; entry is not null; entry = entry.Next)
        {
            if (entry.EndsOn < day)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same usage in a zone; what is unbilled is to be recounted.</summary>
    public UsageBook In(DateTimeZone zone) => Newest is null ? this : Rebuild(entry => entry with { EndsOn = CivilDate.At(entry.EndsAt, zone) });

    private bool IsBilled(string service, CivilDate endsOn, ImmutableArray<Item> items) => IsBilledForGood(service, endsOn) || IsBilledBy(items, service, endsOn);

    private bool IsBilledForGood(string service, CivilDate endsOn)
    {
        foreach (var period in Billed)
        {
            if (period.Covers(service, endsOn))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBilledBy(ImmutableArray<Item> items, string service, CivilDate endsOn)
    {
        foreach (var item in items)
        {
            if (!item.Cancelled && BilledUsage.Covers(item, service, endsOn))
            {
                return true;
            }
        }

        return false;
    }

    private UsageBook Rebuild(Func<UsageEntry, UsageEntry?> change)
    {
        var kept = new List<UsageEntry>(Count);
        for (var entry = Newest; entry is not null; entry = entry.Next)
        {
            if (change(entry) is { } changed)
            {
                kept.Add(changed);
            }
        }

        UsageEntry? list = null;
        for (var i = kept.Count - 1; i >= 0; i--)
        {
            list = kept[i] with { Next = list };
        }

        return this with { Newest = list, Count = kept.Count };
    }
}
