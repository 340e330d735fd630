using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes the window of event ids and the filter of business ids.</summary>
internal static class IdsCodec
{
    public static void Write(StateWriter writer, RecentIds recent)
    {
        writer.Bool(recent.Evicted != Instant.MinValue);
        if (recent.Evicted != Instant.MinValue)
        {
            writer.Instant(recent.Evicted);
        }

        writer.Count(recent.Ids.Length);
        foreach (var seen in recent.Ids)
        {
            writer.Raw(seen.Hash);
            writer.Instant(seen.Time);
        }
    }

    public static RecentIds ReadRecent(ref StateReader reader)
    {
        var evicted = reader.Bool() ? reader.Instant() : Instant.MinValue;
        var ids = ImmutableArray.CreateBuilder<SeenId>(reader.Count());
        for (var i = ids.Capacity; i > 0; i--)
        {
            ids.Add(new SeenId(reader.Raw(), reader.Instant()));
        }

        return new RecentIds(ids.DrainToImmutable(), evicted);
    }

    public static void Write(StateWriter writer, FactFilter facts)
    {
        writer.Signed(facts.LastCount);
        writer.Count(facts.Layers.Length);
        foreach (var layer in facts.Layers)
        {
            writer.Count(layer.Length);
            foreach (var word in layer)
            {
                writer.Raw(word);
            }
        }
    }

    public static FactFilter ReadFacts(ref StateReader reader)
    {
        var last = reader.Int();
        var layers = ImmutableArray.CreateBuilder<ImmutableArray<ulong>>(reader.Count());
        for (var i = layers.Capacity; i > 0; i--)
        {
            var words = ImmutableArray.CreateBuilder<ulong>(reader.Count());
            for (var k = words.Capacity; k > 0; k--)
            {
                words.Add(reader.Raw());
            }

            layers.Add(words.DrainToImmutable());
        }

        return new FactFilter(layers.DrainToImmutable(), last);
    }
}
