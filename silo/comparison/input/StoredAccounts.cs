using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Policies;
using CreditRisk.Silo.Rebuild;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Comparison.Input;

/// <summary>The accounts of a store with the histories that it keeps. A service may write to it meanwhile: what it adds is not seen for accounts that were read.</summary>
public sealed class StoredAccounts : IRecordedInput
{
    private const int AccountsPerPart = 500;

    private readonly IAccountStore _store;
    private readonly StateCodec _codec;
    private readonly double _accounts;

    private StoredAccounts(IAccountStore store, StateCodec codec, long accounts, Instant? latest) =>
        (_store, _codec, _accounts, Latest) = (store, codec, Math.Max(1, accounts), latest);

    /// <inheritdoc/>
    public Instant? Latest { get; }

    /// <inheritdoc/>
    public long Unreadable => 0;

    /// <summary>Opens the accounts of a store, and finds out how far time has come.</summary>
    /// <param name="store">The store, which is disposed of with this.</param>
    /// <param name="book">The policies in force.</param>
    /// <param name="progress">Told the share of the accounts that is looked at, 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="StateCodecException">An account's state cannot be read.</exception>
    public static StoredAccounts Open(IAccountStore store, PolicyBook book, Action<double> progress, CancellationToken cancellation)
    {
        var codec = new StateCodec(book);
        var all = store.Counts().Accounts;
        Instant? latest = null;
        long seen = 0;
        foreach (var rows in Batches(store))
        {
            cancellation.ThrowIfCancellationRequested();
            // The sweep advances those accounts only that something happens to, so that the furthest of all tells how far it came.
            var now = rows.Max(row => Engine.Decode(codec, row).Now);
            latest = latest > now ? latest : now;
            seen += rows.Count;
            progress(Math.Min(1, seen / Math.Max(1.0, all)));
        }

        return new StoredAccounts(store, codec, all, latest);
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedPart> Parts() => Batches(_store).Select(rows => new RecordedPart(rows.Count / _accounts, _ => Task.FromResult(Read(rows))));

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static IEnumerable<IReadOnlyList<StoredAccount>> Batches(IAccountStore store)
    {
        for (var rows = store.List(0, AccountsPerPart); rows.Count > 0; rows = store.List(rows[^1].Key, AccountsPerPart))
        {
            yield return rows;
        }
    }

    private RecordedBatch Read(IReadOnlyList<StoredAccount> rows)
    {
        var history = new StoredHistory(_store);
        var accounts = new List<RecordedAccount>(rows.Count);
        var (cut, unreadable) = (0, 0L);
        foreach (var row in rows)
        {
            var stored = Engine.Decode(_codec, row);
            var records = history.Of(row.Id, stored.Records);
            if (records.IsCut)
            {
                cut++;
                continue;
            }

            unreadable += records.Unreadable.Count;
            accounts.Add(new RecordedAccount(row.Id, records.Records, stored));
        }

        return new RecordedBatch(accounts, cut, unreadable);
    }
}
