using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Runtime;

/// <summary>
/// Finds the accounts that a version of a policy would pass by: an idle account's row says when it is woken, and was written before the version was added. Without versions that follow
/// each other there are none, and nothing is read.
/// </summary>
public static class WakeCorrection
{
    private const int AccountsAtOnce = 1_000;

    /// <summary>Compares each stored account's wake with the one that the present rules ask for, and has those looked at whose wake is too late; the sweep finds them then.</summary>
    /// <returns>How many these are.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<int> RunAsync(Engine engine, CancellationToken cancellation)
    {
        var late = 0;
        var page = engine.Rules.Book.HasChanges ? engine.Reader.List(0, AccountsAtOnce) : [];
        while (page.Count > 0)
        {
            foreach (var row in page)
            {
                if (Engine.Decode(engine.Codec, row).WakeAt < (row.WakeAt ?? NodaTime.Instant.MaxValue))
                {
                    late++;
                    await engine.Host.LookAsync(row.Id, cancellation);
                }
            }

            page = engine.Reader.List(page[^1].Key, AccountsAtOnce);
        }

        if (late > 0)
        {
            await engine.Host.DrainAsync(cancellation);
        }

        return late;
    }
}
