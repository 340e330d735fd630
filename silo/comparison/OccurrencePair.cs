using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>How something stands under the new rules beside the old ones.</summary>
public enum PairKind : byte
{
    /// <summary>It begins on the same day.</summary>
    Same,

    /// <summary>It begins on an earlier day than by the old rules.</summary>
    Earlier,

    /// <summary>It begins on a later day than by the old rules.</summary>
    Later,

    /// <summary>The new rules spare the account.</summary>
    OnlyOld,

    /// <summary>Only by the new rules it happens.</summary>
    OnlyNew,
}

/// <summary>What began under the old rules, and what answers it under the new ones; one of them may be missing.</summary>
/// <param name="Old">By the old rules, or null.</param>
/// <param name="New">By the new rules, or null.</param>
public readonly record struct OccurrencePair(Occurrence? Old, Occurrence? New)
{
    /// <summary>What it is.</summary>
    public Subject Subject => (Old ?? New)!.Subject;

    /// <summary>Days from the old beginning to the new one, negative where the new one is earlier; null where one is missing.</summary>
    public int? ShiftDays => Old is { } old && New is { } now ? now.On - old.On : null;

    /// <summary>How the new stands beside the old.</summary>
    public PairKind Kind => (Old, New, ShiftDays) switch
    {
        (_, null, _) => PairKind.OnlyOld,
        (null, _, _) => PairKind.OnlyNew,
        (_, _, < 0) => PairKind.Earlier,
        (_, _, > 0) => PairKind.Later,
        _ => PairKind.Same,
    };

    /// <summary>
    /// Pairs what began for one account under two sets of rules: what is the same by its <see cref="Occurrence.Match"/> in the order of time, and where there is none, what overlaps in time.
    /// </summary>
    /// <param name="old">By the old rules, in order.</param>
    /// <param name="now">By the new rules, in order.</param>
    public static IReadOnlyList<OccurrencePair> AllOf(IReadOnlyList<Occurrence> old, IReadOnlyList<Occurrence> now)
    {
        var olds = old.ToLookup(GroupOf);
        var news = now.ToLookup(GroupOf);
        var pairs = new List<OccurrencePair>();
        foreach (var group in olds.Select(one => one.Key).Union(news.Select(one => one.Key)))
        {
            Pair([.. olds[group]], [.. news[group]], pairs);
        }

        return pairs;
    }

    private static (Subject, string?) GroupOf(Occurrence occurrence) => (occurrence.Subject, occurrence.Match);

    private static void Pair(Occurrence[] olds, Occurrence[] news, List<OccurrencePair> pairs)
    {
        var (left, right) = (0, 0);
        while (left < olds.Length && right < news.Length)
        {
            var (old, now) = (olds[left], news[right]);
            if (old.Match is not null || Overlap(old, now))
            {
                pairs.Add(new OccurrencePair(old, now));
                left++;
                right++;
            }
            else if (old.At < now.At)
            {
                pairs.Add(new OccurrencePair(old, null));
                left++;
            }
            else
            {
                pairs.Add(new OccurrencePair(null, now));
                right++;
            }
        }

        pairs.AddRange(olds[left..].Select(old => new OccurrencePair(old, null)));
        pairs.AddRange(news[right..].Select(now => new OccurrencePair(null, now)));
    }

    private static bool Overlap(Occurrence left, Occurrence right) =>
        left.At == right.At || (left.At < (right.EndedAt ?? Instant.MaxValue) && right.At < (left.EndedAt ?? Instant.MaxValue));
}
