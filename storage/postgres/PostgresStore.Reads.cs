using CreditRisk.Ingest.Records;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Npgsql;

namespace CreditRisk.Storage.Postgres;

// The reading half: each method borrows a connection for as long as it runs.
public sealed partial class PostgresStore
{
    // Long chains are read in pages, so that a slow consumer holds neither a connection nor a snapshot. The chain never changes behind its head.
    private const int HistoryPage = 128;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, long Bytes)> Files =>
        [("database", First("sizes", PortfolioReads.Bytes, reader => (long?)reader.GetInt64(0)) ?? 0)];

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount?> Load(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var found = Query("accounts", AccountReads.ByIds, AccountReads.Account, Parameters.Of(ids.ToArray<string?>())).ToDictionary(account => account.Id, StringComparer.Ordinal);
        return [.. ids.Select(id => found.GetValueOrDefault(id))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredAccount> List(long afterKey, int most) => Query("accounts", AccountReads.AfterKey, AccountReads.Account, Number(afterKey), Number(AtLeastNone(most)));

    /// <inheritdoc/>
    public IReadOnlyList<string> DueUpTo(Instant instant, int most, WakeShard? shard = null)
    {
        var one = shard ?? new WakeShard(0, 1);
        return Query(
            "what is due", AccountReads.Due, reader => reader.GetString(0), Number(instant.ToUnixTimeMilliseconds()), Number(AtLeastNone(most)), Number(one.Of), Number(one.Index));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Quarantined(int most) => Query("what is quarantined", AccountReads.Quarantined, reader => reader.GetString(0), Number(AtLeastNone(most)));

    /// <inheritdoc/>
    public IEnumerable<StoredRecord> HistoryBackwards(string accountId) =>
        Backwards(accountId, () => First("history", HistoryReads.Newest, reader => (long?)reader.GetInt64(0), Text(accountId)) ?? 0, HistoryPage);

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> HistoryBefore(string accountId, long before, int most)
    {
        if (before <= 1 || most <= 0)
        {
            return [];
        }

        var records = Backwards(
            accountId,
            () => First("history", HistoryReads.PlaceOf, reader => reader.GetInt64(0), Text(accountId), Number(before - 1)),
            Math.Min(most, HistoryPage));
        return [.. records.Take(most)];
    }

    /// <inheritdoc/>
    public bool MayState(string accountId, ulong factHash) =>
        First("history", HistoryReads.States, reader => reader.GetBoolean(0), Text(accountId), Number(unchecked((long)factHash)))
        || StatedFacts.AmongFirst(this, accountId, factHash);

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> Effects(long afterOffset, int most, string? accountId = null) => accountId is null
        ? Query("effects", EffectReads.AllAfter, EffectReads.Effect, Number(afterOffset), Number(AtLeastNone(most)))
        : Query("effects", EffectReads.OneAfter, EffectReads.Effect, Number(afterOffset), Number(AtLeastNone(most)), Text(accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredEffect> NewestEffects(int most, string? accountId = null) => accountId is null
        ? Query("effects", EffectReads.AllNewest, EffectReads.Effect, Number(AtLeastNone(most)))
        : Query("effects", EffectReads.OneNewest, EffectReads.Effect, Number(AtLeastNone(most)), Text(accountId));

    /// <inheritdoc/>
    public IReadOnlyList<StoredDeadLetter> DeadLetters(long afterId, int most, string? reason = null) => reason is null
        ? Query("dead letters", DeadLetterReads.AllAfter, DeadLetterReads.Letter, Number(afterId), Number(AtLeastNone(most)))
        : Query("dead letters", DeadLetterReads.OneReasonAfter, DeadLetterReads.Letter, Number(afterId), Number(AtLeastNone(most)), Text(reason));

    /// <inheritdoc/>
    public StoredDeadLetter? DeadLetter(long id) => First("dead letters", DeadLetterReads.ById, DeadLetterReads.Letter, Number(id));

    /// <inheritdoc/>
    public IReadOnlyList<PortfolioTotal> Totals() => Query("totals", PortfolioReads.Totals, PortfolioReads.Total);

    /// <inheritdoc/>
    public IReadOnlyList<DeskEntry> Desk(DeskQuery query)
    {
        var (text, parameters) = DeskSql.Of(query);
        return Query("the desk", text, DeskReads.Entry, [.. parameters.Select(NpgsqlParameter (value) => value is long number ? Number(number) : Text((string)value))]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReadyRestriction> ReadyRestrictions(ReadyRestriction? after, int most) => Query(
        "what is ready", DeskSql.Ready, DeskReads.Ready, Number(after?.ReadyAt.ToUnixTimeTicks() ?? long.MinValue), Text(after?.Account ?? ""), Number(AtLeastNone(most)));

    /// <inheritdoc/>
    public long ProgressOf(SourcePartition partition) => First(
        "progress", PortfolioReads.NextOffset, reader => (long?)reader.GetInt64(0), Text(partition.Epoch), Text(partition.Topic), new NpgsqlParameter<int> { TypedValue = partition.Partition }) ?? 0;

    /// <inheritdoc/>
    public StoreCounts Counts() => First("sizes", PortfolioReads.Counts, PortfolioReads.Sizes)!;

    private IEnumerable<StoredRecord> Backwards(string accountId, Func<long> start, int perPage)
    {
        var position = start();
        while (position != 0)
        {
            var from = position;
            var page = Query("history", HistoryReads.Chain, HistoryReads.Record, Number(from), Number(perPage));
            if (page.Count == 0)
            {
                CheckRetention(accountId, from);
                yield break;
            }

            foreach (var (record, previous) in page)
            {
                position = previous;
                yield return record;
            }
        }
    }

    private List<PortfolioTotal> StripedTotals(int stripe) =>
        Query("totals", PortfolioReads.Stripe, PortfolioReads.Total, new NpgsqlParameter<short> { TypedValue = (short)stripe });

    /// <summary>A history may begin where a dropped month ends, but not within a month that is there.</summary>
    private void CheckRetention(string accountId, long from)
    {
        var month = HistoryMonth.Of(from);
        if (First("history", HistoryReads.IsKept, reader => (bool?)reader.GetBoolean(0), Text(month.Table), new NpgsqlParameter<int> { TypedValue = month.Number }) is true)
        {
            throw new StoreException($"The history of '{accountId}' breaks off: there is no record at the position {from}.", null, StoreFailure.Content);
        }
    }

    private T? First<T>(string what, string sql, Func<NpgsqlDataReader, T> row, params ReadOnlySpan<NpgsqlParameter> parameters) =>
        Query(what, sql, row, parameters) is [var first, ..] ? first : default;

    private List<T> Query<T>(string what, string sql, Func<NpgsqlDataReader, T> row, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            using var connection = _reading.OpenConnection();
            using var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }
        catch (Exception failure) when (PostgresFailure.IsKnown(failure))
        {
            throw PostgresFailure.Of(failure, $"Reading {what}");
        }
    }

    private static NpgsqlParameter<long> Number(long value) => new NpgsqlParameter<long> { TypedValue = value };

    private static NpgsqlParameter<string> Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    private static int AtLeastNone(int most) => Math.Max(0, most);
}
