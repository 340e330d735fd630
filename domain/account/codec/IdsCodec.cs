using System.Collections.Immutable;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the window of event ids and the filter of business ids.</summary>
internal static class IdsCodec
{
    public static void Write(StateWriter writer, RecentIds recent)
    {
        writer.Signed(recent.EvictedTicks);
        writer.Count(recent.Ids.Length);
        foreach (var seen in recent.Ids)
        {
            writer.Raw(seen.Hash);
            writer.Signed(seen.Ticks);
        }
    }

    public static RecentIds ReadRecent(ref StateReader reader)
    {
        var evicted = reader.Signed();
        var ids = ImmutableArray.CreateBuilder<SeenId>(reader.Count());
        for (var i = ids.Capacity; i > 0; i--)
        {
            ids.Add(new SeenId(reader.Raw(), reader.Signed()));
        }

        return new RecentIds(ids.DrainToImmutable(), evicted);
    }

    public static void Write(StateWriter writer, FactFilter facts)
    {
        writer.Signed(facts.LastCount);
        writer.Count(facts.Words.Length);
        foreach (var word in facts.Words)
        {
            writer.Raw(word);
        }
    }

    public static FactFilter ReadFacts(ref StateReader reader)
    {
        var last = reader.Int();
        var words = ImmutableArray.CreateBuilder<ulong>(reader.Count());
        for (var i = words.Capacity; i > 0; i--)
        {
            words.Add(reader.Raw());
        }

        return new FactFilter(words.DrainToImmutable(), last);
    }
}
