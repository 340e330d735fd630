using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>An event id that was applied.</summary>
/// <param name="Hash">Hash of (source, id).</param>
/// <param name="Ticks">The event's business time in ticks of 100 ns since 1970, rounded down.</param>
public readonly record struct SeenId(ulong Hash, long Ticks);

/// <summary>
/// A bounded window of the ids of applied events. It evicts the smallest time and remembers the greatest evicted: an event that is
/// not newer than that may be a repeat of one that was evicted, and is looked up in the history.
/// </summary>
/// <param name="Ids">The ids, in order of arrival.</param>
/// <param name="EvictedTicks">The greatest time that was evicted, in the same ticks, or <see cref="long.MinValue"/>.</param>
public readonly record struct RecentIds(ImmutableArray<SeenId> Ids, long EvictedTicks)
{
    /// <summary>How many ids are kept: as many as events of one account are out of order now and then. More make each event of each account dearer.</summary>
    public const int Capacity = 8;

    /// <summary>Nothing seen.</summary>
    public static readonly RecentIds Empty = new([], long.MinValue);

    /// <summary>Whether the id is in the window.</summary>
    public bool Contains(ulong hash)
    {
        foreach (var seen in Ids)
        {
            if (seen.Hash == hash)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an event of this time may have been seen and evicted.</summary>
    public bool MayHaveEvicted(Instant time) => time.ToUnixTimeTicks() <= EvictedTicks;

    /// <summary>Adds an id that is not in the window.</summary>
    public RecentIds Add(ulong hash, Instant time)
    {
        var ticks = time.ToUnixTimeTicks();
        if (Ids.Length < Capacity)
        {
            return this with { Ids = Ids.Add(new SeenId(hash, ticks)) };
        }

        var smallest = 0;
        for (var i = 1; i < Ids.Length; i++)
        {
            if (Ids[i].Ticks < Ids[smallest].Ticks)
            {
                smallest = i;
            }
        }

        if (ticks < Ids[smallest].Ticks)
        {
            return this with { EvictedTicks = Math.Max(EvictedTicks, ticks) };
        }

        var ids = new SeenId[Capacity];
        Ids.AsSpan()[..smallest].CopyTo(ids);
        Ids.AsSpan()[(smallest + 1)..].CopyTo(ids.AsSpan(smallest));
        ids[Capacity - 1] = new SeenId(hash, ticks);
        return new RecentIds(ImmutableCollectionsMarshal.AsImmutableArray(ids), Math.Max(EvictedTicks, Ids[smallest].Ticks));
    }
}
