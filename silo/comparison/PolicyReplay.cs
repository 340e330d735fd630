using CreditRisk.Silo.Comparison.Input;
using CreditRisk.Silo.Runtime;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>Runs recorded accounts through two sets of rules. It reads; nothing is written, sent or changed.</summary>
public static class PolicyReplay
{
    /// <summary>Runs all accounts, several at a time; the result does not depend on which come first.</summary>
    /// <param name="input">The accounts.</param>
    /// <param name="old">The present rules.</param>
    /// <param name="now">Those that may take their place.</param>
    /// <param name="until">Time runs on to this instant, or null to stop at the last log timestamp of all accounts.</param>
    /// <param name="mostAccounts">The most accounts whose differences are told, 0 or more.</param>
    /// <param name="progress">Told the share of the accounts that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops it between two accounts.</param>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be read.</exception>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public static async Task<ReplayComparison> RunAsync(
        IRecordedInput input, LoadedRules old, LoadedRules now, Instant? until, int mostAccounts, Action<double> progress, CancellationToken cancellation)
    {
        var rules = new ComparedRules(old.Rules, now.Rules);
        // Records later than the instant that was asked for are applied all the same, as a replay does.
        var end = until ?? input.Latest;
        var all = new ReplayTally(mostAccounts);
        all.AddUnreadable(input.Unreadable);
        var adding = new Lock();
        var done = 0.0;
        await Parallel.ForEachAsync(input.Parts(), cancellation, async (part, stop) =>
        {
            var tally = Run(await part.ReadAsync(stop), rules, end ?? Instant.MinValue, new ReplayTally(mostAccounts), stop);
            lock (adding)
            {
                all.Add(tally);
                done += part.Share;
                progress(Math.Min(1, done));
            }
        });
        return ComparisonViews.Of(all, old.Files, now.Files, end);
    }

    private static ReplayTally Run(RecordedBatch batch, ComparedRules rules, Instant until, ReplayTally tally, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Cut; i++)
        {
            tally.AddCut();
        }

        tally.AddUnreadable(batch.Unreadable);
        foreach (var account in batch.Accounts)
        {
            cancellation.ThrowIfCancellationRequested();
            tally.Add(AccountComparison.Of(account, rules, until));
        }

        return tally;
    }
}
