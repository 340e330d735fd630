using System.Diagnostics.Metrics;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Metrics;

/// <summary>
/// Counts the warnings that became durable since the start, whatever raised them. They are read from the outbox when somebody looks, at most so many at a look: the next one goes on
/// from there. Not thread-safe: the exporter looks once at a time.
/// </summary>
/// <param name="reader">The store.</param>
internal sealed class WarningCounts(IAccountReader reader)
{
    private const int PerRead = 512;
    private const int MostReads = 64;

    private readonly SortedDictionary<(string Stage, string Kind), long> _counts = [];
    private long _offset = reader.NewestEffects(1) is [var newest] ? newest.Offset : 0;

    /// <summary>The counts by stage and kind.</summary>
    /// <exception cref="StoreException">The store does not answer; nothing is lost, the next look goes on.</exception>
    public IEnumerable<Measurement<long>> Read()
    {
        for (var reads = 0; reads < MostReads; reads++)
        {
            var effects = reader.Effects(_offset, PerRead);
            foreach (var effect in effects)
            {
                Count(effect);
            }

            if (effects.Count < PerRead)
            {
                break;
            }
        }

        return
        [
            .. _counts.Select(count => new Measurement<long>(
                count.Value,
                new KeyValuePair<string, object?>("stage", count.Key.Stage),
                new KeyValuePair<string, object?>("kind", count.Key.Kind))),
        ];
    }

    private void Count(StoredEffect effect)
    {
        _offset = effect.Offset;
        if (effect.Topic == WarningEncoder.Topic)
        {
            var key = (WarningView.StageOf(effect.Body), effect.Type[(effect.Type.LastIndexOf('.') + 1)..]);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }
}
