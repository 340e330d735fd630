using NodaTime;

namespace CreditRisk.Actor;

/// <summary>How a host sweeps.</summary>
internal static class Sweep
{
    /// <summary>An instant to which no account has to be advanced: it is looked at and no more.</summary>
    public static readonly Instant Never = NodaConstants.UnixEpoch;

    /// <summary>Advances the accounts whose time has come, and returns when that is durable.</summary>
    /// <param name="host">The host.</param>
    /// <param name="due">The accounts that are due, at most so many.</param>
    /// <param name="most">Most accounts that are asked for at once.</param>
    /// <param name="advance">Sends an account on its way to the instant.</param>
    /// <param name="cancellation">Gives up; what was sent goes on.</param>
    /// <returns>How many accounts were looked at.</returns>
    public static async Task<int> RunAsync(
        IAccountHost host, Func<int, IReadOnlyList<string>> due, int most, Func<string, ValueTask> advance, CancellationToken cancellation)
    {
        // The store knows of an account that it is due only when the record that made it so is durable.
        await host.DrainAsync(cancellation);
        var looked = 0;
        while (true)
        {
            var ids = due(most);
            foreach (var id in ids)
            {
                await advance(id);
            }

            await host.DrainAsync(cancellation);
            looked += ids.Count;
            if (ids.Count < most)
            {
                return looked;
            }
        }
    }
}
