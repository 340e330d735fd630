using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Runtime;

/// <summary>Reads the warnings of a store: counts them, and writes them out as NDJSON.</summary>
public static class WarningExport
{
    private const int Page = 10_000;

    /// <summary>All warnings in order.</summary>
    public static IEnumerable<StoredEffect> All(IAccountReader reader, string? account = null)
    {
        long after = 0;
        while (true)
        {
            var page = reader.Effects(after, Page, account);
            foreach (var effect in page)
            {
                if (effect.Topic == WarningEncoder.Topic)
                {
                    yield return effect;
                }
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Offset;
        }
    }

    /// <summary>Writes every warning as a line, ordered by the instant of the decision, then account and number: the same run gives the same file.</summary>
    public static async Task WriteAsync(IAccountReader reader, string path, CancellationToken cancellation)
    {
        var ordered = All(reader).OrderBy(effect => effect.At).ThenBy(effect => effect.Account, StringComparer.Ordinal).ThenBy(effect => effect.Number);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        foreach (var effect in ordered)
        {
            await file.WriteAsync(effect.Body, cancellation);
            await file.WriteAsync("\n"u8.ToArray(), cancellation);
        }
    }

    /// <summary>Counts the warnings.</summary>
    public static WarningTotals Count(IAccountReader reader)
    {
        var byKind = new Dictionary<string, long>(StringComparer.Ordinal);
        var byStage = StageNames.All.Where(stage => stage != Stage.Good).ToDictionary(stage => stage.Name(), _ => 0L, StringComparer.Ordinal);
        var raised = WarningEncoder.TypeOf(WarningKind.Raised);
        foreach (var effect in All(reader))
        {
            byKind[effect.Type] = byKind.GetValueOrDefault(effect.Type) + 1;
            if (effect.Type == raised)
            {
                byStage[WarningView.StageOf(effect.Body)]++;
            }
        }

        return new WarningTotals(
            byKind.GetValueOrDefault(raised),
            byKind.GetValueOrDefault(WarningEncoder.TypeOf(WarningKind.Cleared)),
            byKind.GetValueOrDefault(WarningEncoder.TypeOf(WarningKind.Withdrawn)),
            byStage);
    }
}
