using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes lists of parts: all of them in full, or against an archived list, in runs.</summary>
internal static class PartListCodec
{
    /// <summary>Writes a list in full.</summary>
    public static void Write<T>(StateWriter writer, ImmutableArray<T> parts, Action<StateWriter, T> write)
    {
        writer.Count(parts.Length);
        foreach (var part in parts)
        {
            write(writer, part);
        }
    }

    /// <summary>
    /// Writes a list as runs: twice the length of each, and one more where it is archived; then how many archived parts are passed over before it, or its parts in full.
    /// </summary>
    public static void Write<T>(StateWriter writer, ImmutableArray<T> parts, ImmutableArray<T> archived, Comparison<T> order, Action<StateWriter, T> write)
        where T : class
    {
        writer.Count(parts.Length);
        var runs = new PartRuns<T>(parts.AsSpan(), archived.AsSpan(), order);
        var passed = 0;
        while (runs.MoveNext())
        {
            var run = runs.Current;
            writer.Unsigned(((ulong)run.Length * 2) + (run.IsArchived ? 1UL : 0));
            if (run.IsArchived)
            {
                writer.Count(run.ArchivedFrom - passed);
                passed = run.ArchivedFrom + run.Length;
                continue;
            }

            foreach (var part in parts.AsSpan().Slice(run.Start, run.Length))
            {
                write(writer, part);
            }
        }
    }

    /// <summary>Reads a list that was written against an archived one, whose very objects it gets.</summary>
    /// <exception cref="StateCodecException">It refers to more than is archived.</exception>
    public static ImmutableArray<T> Read<T>(ref StateReader reader, ImmutableArray<T> archived, ReadElement<T> read)
    {
        var parts = new T[reader.Count(archived.Length)];
        var rest = parts.AsSpan();
        var passed = 0UL;
        while (!rest.IsEmpty)
        {
            var header = reader.Unsigned();
            var length = header >> 1;
            if (length == 0 || length > (ulong)rest.Length)
            {
                throw new StateCodecException($"a run of {length} was found in an encoded state where {rest.Length} parts are left");
            }

            var run = rest[..(int)length];
            rest = rest[run.Length..];
            if ((header & 1) == 0)
            {
                ReadRun(ref reader, run, read);
                continue;
            }

            var from = passed + Math.Min(reader.Unsigned(), int.MaxValue);
            passed = from + length;
            if (passed > (ulong)archived.Length)
            {
                throw new StateCodecException($"an encoded state refers to archived parts up to {passed}, and there are {archived.Length}");
            }

            archived.AsSpan().Slice((int)from, run.Length).CopyTo(run);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(parts);
    }

    private static void ReadRun<T>(ref StateReader reader, Span<T> run, ReadElement<T> read)
    {
        for (var i = 0; i < run.Length; i++)
        {
            run[i] = read(ref reader);
        }
    }
}
