using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using CreditRisk.Domain.Usage;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes bill lines and usage.</summary>
internal static class LineCodec
{
    public static void Write(StateWriter writer, ImmutableArray<BillLine> lines)
    {
        writer.Count(lines.Length);
        foreach (var line in lines)
        {
            writer.OptionalText(line.Service);
            WriteDate(writer, line.From);
            WriteDate(writer, line.To);
        }
    }

    public static ImmutableArray<BillLine> Read(ref StateReader reader) => reader.Many(ReadLine);

    public static void Write(StateWriter writer, UsageBook usage)
    {
        writer.Signed(usage.Unbilled);
        writer.Count(usage.Billed.Length);
        foreach (var period in usage.Billed)
        {
            writer.OptionalText(period.Service);
            writer.Date(period.From);
            writer.Date(period.To);
        }

        writer.Count(usage.Count);
        for (var entry = usage.Newest; entry is not null; entry = entry.Next)
        {
            writer.Raw(entry.Key);
            writer.Text(entry.Service);
            writer.Instant(entry.EndsAt);
            writer.Signed(entry.Minor);
            writer.Byte((byte)((entry.Cancelled ? 1 : 0) | (entry.Stated is null ? 0 : 2)));
            if (entry.Stated is { } stamp)
            {
                LedgerCodec.WriteStamp(writer, stamp);
            }
        }
    }

    public static UsageBook ReadUsage(ref StateReader reader)
    {
        var unbilled = reader.Signed();
        var billed = reader.Many(ReadPeriod);
        var entries = reader.Many(ReadEntry);
        UsageEntry? list = null;
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            list = entries[i] with { Next = list };
        }

        return UsageBook.Empty with { Unbilled = unbilled, Billed = billed, Newest = list, Count = entries.Length };
    }

    public static void WriteDate(StateWriter writer, CivilDate? date)
    {
        writer.Bool(date is not null);
        if (date is { } value)
        {
            writer.Date(value);
        }
    }

    private static BillLine ReadLine(ref StateReader reader) => new(reader.OptionalText(), ReadDate(ref reader), ReadDate(ref reader));

    private static BilledPeriod ReadPeriod(ref StateReader reader) => new(reader.OptionalText(), reader.Date(), reader.Date());

    private static UsageEntry ReadEntry(ref StateReader reader)
    {
        var entry = new UsageEntry(reader.Raw(), reader.Word(), reader.Instant(), reader.Signed(), null, false, null);
        var flags = reader.Byte();
        return flags == 0
            ? entry
            : entry with { Cancelled = (flags & 1) != 0, Stated = (flags & 2) != 0 ? LedgerCodec.ReadStamp(ref reader) : null };
    }

    public static CivilDate? ReadDate(ref StateReader reader) => reader.Bool() ? reader.Date() : null;
}
