using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Rebuild;

/// <summary>What a rebuild is asked to do.</summary>
public sealed record RebuildRequest
{
    /// <summary>Where the data is, as <see cref="DataPlace"/> has it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The files that steer the rules.</summary>
    public required RuleFiles Rules { get; init; }

    /// <summary>The only account, or null for all.</summary>
    public string? Account { get; init; }

    /// <summary>Whether differences are only told.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What a rebuild came to.</summary>
/// <param name="Accounts">Accounts derived.</param>
/// <param name="Same">Those that are as their history gives them.</param>
/// <param name="Different">Those that differ.</param>
/// <param name="Written">Those of them that were written; none in a dry run.</param>
/// <param name="Failed">Those of them whose history could not be read or digested: they stay as they are.</param>
/// <param name="DryRun">Whether differences were only told.</param>
public sealed record RebuildSummary(long Accounts, long Same, long Different, long Written, long Failed, bool DryRun);

/// <summary>
/// Derives all accounts again from their histories by the present rules, and puts those that differ in the place of what is stored. Nothing is published: what was sent was sent.
/// </summary>
public static class RebuildRun
{
    private const int AccountsPerBatch = 200;

    /// <summary>Runs it.</summary>
    /// <param name="request">What to do. A dry run needs no right to write, so that the service may run beside it.</param>
    /// <param name="tell">Is told each difference, after it was written if it was.</param>
    /// <param name="progress">Is told the share of the accounts that is done.</param>
    /// <param name="cancellation">Ends it between two batches; what was written stays.</param>
    /// <returns>What it came to, or null where the account that was asked for is not known.</returns>
    /// <exception cref="ConfigurationException">The rule files have mistakes.</exception>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public static async Task<RebuildSummary?> RunAsync(RebuildRequest request, Action<AccountDifference> tell, Action<double> progress, CancellationToken cancellation)
    {
        var rules = request.Rules.Load();
        var place = DataPlace.Of(request.DataDirectory);
        await using var alone = request.DryRun ? null : place.Lock();
        using var store = Open(place, request.DryRun);
        return Run(store, rules, request, tell, progress, cancellation);
    }

    private static RebuildSummary? Run(
        IAccountStore store, AccountRules rules, RebuildRequest request, Action<AccountDifference> tell, Action<double> progress, CancellationToken cancellation)
    {
        var rebuild = new AccountRebuild(store, rules, BitConverter.ToInt64(Guid.NewGuid().ToByteArray()));
        var summary = new RebuildSummary(0, 0, 0, 0, 0, request.DryRun);
        if (request.Account is { } only)
        {
            return store.Load([only])[0] is { } row ? RunBatch(store, rebuild, [row], summary, tell) : null;
        }

        var all = Math.Max(1.0, store.Counts().Accounts);
        for (var batch = store.List(0, AccountsPerBatch); batch.Count > 0; batch = store.List(batch[^1].Key, AccountsPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            summary = RunBatch(store, rebuild, batch, summary, tell);
            progress(summary.Accounts / all);
        }

        return summary;
    }

    private static IAccountStore Open(DataPlace place, bool isDryRun)
    {
        // A rebuild of nothing must not make a database.
        var reading = place.OpenForReading();
        if (isDryRun)
        {
            return reading;
        }

        reading.Dispose();
        return place.OpenForWriting();
    }

    private static RebuildSummary RunBatch(
        IAccountStore store, AccountRebuild rebuild, IReadOnlyList<StoredAccount> rows, RebuildSummary summary, Action<AccountDifference> tell)
    {
        var rebuilt = rows.Select(rebuild.Run).ToList();
        AccountWrite[] writes = summary.DryRun ? [] : [.. rebuilt.Select(one => one.Write).OfType<AccountWrite>()];
        if (writes.Length > 0 && store.Commit(new CommitBatch(writes, [], [])).Contains(false))
        {
            throw new StoreException("An account was written by somebody else during the rebuild, although no service is active.");
        }

        foreach (var difference in rebuilt.Select(one => one.Difference).OfType<AccountDifference>())
        {
            tell(summary.DryRun ? difference with { Written = false } : difference);
            summary = summary with { Different = summary.Different + 1, Failed = summary.Failed + (difference.Failed ? 1 : 0) };
        }

        return summary with
        {
            Accounts = summary.Accounts + rows.Count,
            Same = summary.Same + rebuilt.Count(one => one.Difference is null),
            Written = summary.Written + (summary.DryRun ? 0 : rebuilt.Count(one => one.Difference is { Written: true })),
        };
    }
}
