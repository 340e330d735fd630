using System.Collections.Immutable;
using System.Text.Json;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Domain.Score.Files;

/// <summary>Reads the features of a scorecard and their bins.</summary>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class ScoreRowReader(MistakeList mistakes)
{
    private const int MostPoints = 100_000;
    private const int MostBins = 100;
    private const int MostReason = 200;
    private const long MostValue = 1_000_000_000_000;

    private static readonly string[] FeatureNames = [.. Enum.GetNames<ScoreFeature>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly string[] Keys = ["missingPoints", "bins"];
    private static readonly string[] BinKeys = ["upTo", "points", "reason", "woe"];

    /// <summary>The rows, in the order of the file.</summary>
    public ImmutableArray<ScoreRow> Read(Section card)
    {
        var rows = ImmutableArray.CreateBuilder<ScoreRow>();
        if (card.Require("features") is MapNode { Entries.Length: 0 } empty)
        {
            mistakes.Add(empty.At, "'features' is empty; a scorecard weighs at least one");
        }

        foreach (var entry in card.Open("features", FeatureNames)?.Entries ?? [])
        {
            var before = mistakes.Count;
            if (Section.Open(entry.Value, entry.KeyAt, $"'{entry.Key}'", Keys, mistakes) is not { } section)
            {
                continue;
            }

            var missing = section.Whole("missingPoints", -MostPoints, MostPoints);
            var bins = Bins(section);
            if (mistakes.Count == before)
            {
                rows.Add(new ScoreRow((ScoreFeature)Array.IndexOf(FeatureNames, entry.Key), missing, bins));
            }
        }

        return rows.ToImmutable();
    }

    private ImmutableArray<ScoreBin> Bins(Section feature)
    {
        feature.Require("bins");
        var items = feature.List("bins") ?? [];
        if (items.Length > MostBins)
        {
            mistakes.Add(items[MostBins].At, $"a feature has at most {MostBins} bins");
            return [];
        }

        var bins = ImmutableArray.CreateBuilder<ScoreBin>();
        long? before = null;
        for (var i = 0; i < items.Length; i++)
        {
            if (Section.Open(items[i], items[i].At, "a bin", BinKeys, mistakes) is not { } section)
            {
                continue;
            }

            var upTo = UpTo(section, items[i].At, isLast: i == items.Length - 1, before);
            before = upTo ?? before;
            if (section.Find("woe") is not null)
            {
                section.Number("woe", -100, 100, 28);
            }

            bins.Add(new ScoreBin(upTo, section.Whole("points", -MostPoints, MostPoints), section.Text("reason", MostReason)));
        }

        return bins.ToImmutable();
    }

    private long? UpTo(Section bin, Position at, bool isLast, long? before)
    {
        if (bin.Find("upTo") is not { } node)
        {
            if (!isLast)
            {
                mistakes.Add(at, "only the last bin has no 'upTo'");
            }

            return null;
        }

        if (isLast)
        {
            mistakes.Add(node.At, "the last bin must have no 'upTo': it takes everything above the others");
            return null;
        }

        var told = mistakes.Count;
        var upTo = Values.WholeLong(node, "'upTo'", -MostValue, MostValue, mistakes);
        if (mistakes.Count > told)
        {
            return null;
        }

        if (upTo <= before)
        {
            mistakes.Add(node.At, $"'upTo' must rise from bin to bin: {upTo} stands after {before}");
        }

        return upTo;
    }
}
