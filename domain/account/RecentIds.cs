using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>An event id that was applied.</summary>
/// <param name="Hash">Hash of (source, id).</param>
/// <param name="Time">The event's business time.</param>
public readonly record struct SeenId(ulong Hash, Instant Time);

/// <summary>
/// A bounded window of the ids of applied events. It evicts the smallest time and remembers the greatest evicted: an event that is
/// not newer than that may be a repeat of one that was evicted, and is looked up in the history.
/// </summary>
/// <param name="Ids">The ids, in order of arrival.</param>
/// <param name="Evicted">The greatest time that was evicted, or <see cref="Instant.MinValue"/>.</param>
public sealed record RecentIds(ImmutableArray<SeenId> Ids, Instant Evicted)
{
    /// <summary>How many ids are kept.</summary>
    public const int Capacity = 16;

    /// <summary>Nothing seen.</summary>
    public static readonly RecentIds Empty = new([], Instant.MinValue);

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
    public bool MayHaveEvicted(Instant time) => time <= Evicted;

    /// <summary>Adds an id that is not in the window.</summary>
    public RecentIds Add(ulong hash, Instant time)
    {
        if (Ids.Length < Capacity)
        {
            return this with { Ids = Ids.Add(new SeenId(hash, time)) };
        }

        var smallest = 0;
        for (var i = 1; i < Ids.Length; i++)
        {
            if (Ids[i].Time < Ids[smallest].Time)
            {
                smallest = i;
            }
        }

        if (time < Ids[smallest].Time)
        {
            return this with { Evicted = Instant.Max(Evicted, time) };
        }

        var ids = new SeenId[Capacity];
        Ids.AsSpan()[..smallest].CopyTo(ids);
        Ids.AsSpan()[(smallest + 1)..].CopyTo(ids.AsSpan(smallest));
        ids[Capacity - 1] = new SeenId(hash, time);
        return new RecentIds(ImmutableCollectionsMarshal.AsImmutableArray(ids), Instant.Max(Evicted, Ids[smallest].Time));
    }
}
