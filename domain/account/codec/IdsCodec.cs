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
        return new RecentIds(reader.Many(ReadSeen), evicted);
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
        return new FactFilter(reader.Many(ReadWord), last);
    }

    private static SeenId ReadSeen(ref StateReader reader) => new(reader.Raw(), reader.Signed());

    private static ulong ReadWord(ref StateReader reader) => reader.Raw();
}
