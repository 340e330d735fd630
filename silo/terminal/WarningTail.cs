using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Terminal;

/// <summary>Gives each warning once that became durable since it was made. For use by one thread.</summary>
/// <param name="reader">The store.</param>
/// <exception cref="StoreException">The store cannot be read.</exception>
internal sealed class WarningTail(IAccountReader reader)
{
    private const int PerRead = 512;
    private const int MostReads = 64;

    private long _offset = reader.NewestEffects(1) is [var newest] ? newest.Offset : 0;

    /// <summary>The next warnings in the order of their offsets, at most so many that other things get their turn; none while the store cannot be read.</summary>
    public IEnumerable<StoredEffect> Read()
    {
        for (var reads = 0; reads < MostReads; reads++)
        {
            var effects = Next();
            foreach (var effect in effects)
            {
                _offset = effect.Offset;
                if (effect.Topic == WarningEncoder.Topic)
                {
                    yield return effect;
                }
            }

            if (effects.Count < PerRead)
            {
                yield break;
            }
        }
    }

    private IReadOnlyList<StoredEffect> Next()
    {
        try
        {
            return reader.Effects(_offset, PerRead);
        }
        catch (StoreException)
        {
            // Nothing is passed over: the next look goes on from the same place.
            return [];
        }
    }
}
