using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Npgsql;
using static CreditRisk.Storage.Postgres.Parameters;

namespace CreditRisk.Storage.Postgres;

/// <summary>The statements that append: history, effects and dead letters with their ends. Each is made only where there is something to append.</summary>
internal static class AppendStatements
{
    private const string IntoHistory =
        """
        INSERT INTO history (position, account_key, sequence, previous, logged_at, event_hash, fact_hash, body, headers)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    // Whoever reads effects or dead letters by their positions must never see a later one before an earlier one: transactions that add some wait for each other.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.effects'))";

    private const string IntoEffects =
        """
        INSERT INTO effects (account_key, number, topic, type, at, body)
        SELECT u.account_key, u.number, u.topic, u.type, u.at, u.body
        FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS u (account_key, number, topic, type, at, body, place) ORDER BY u.place
        """;

    private const string IntoLetters =
        """
        INSERT INTO dead_letters (at, reason, message, account, event_id, origin, body, headers, state)
        SELECT u.at, u.reason, u.message, u.account, u.event_id, u.origin, u.body, u.headers, u.state
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) WITH ORDINALITY AS u (at, reason, message, account, event_id, origin, body, headers, state, place)
        ORDER BY u.place
        """;

    private const string EndsOfLetters =
        """
        UPDATE dead_letters SET ended_at = u.at, outcome = u.outcome FROM unnest($1, $2, $3) AS u (id, at, outcome) WHERE dead_letters.id = u.id
        """;

    /// <summary>Chains the records of writes to those before.</summary>
    public static IEnumerable<NpgsqlBatchCommand> History(IReadOnlyList<KeyedWrite> writes)
    {
        var rows = new List<(HistoryRow Row, long Key, long Position, long Previous)>(writes.Count);
        foreach (var keyed in writes)
        {
            var previous = keyed.Previous;
            for (var i = 0; i < keyed.Positions.Length; i++)
            {
                rows.Add((keyed.Write.History[i], keyed.Key, keyed.Positions[i], previous));
                previous = keyed.Positions[i];
            }
        }

        if (rows.Count > 0)
        {
            yield return Statement(
                IntoHistory,
                Of(Column(rows, row => row.Position)),
                Of(Column(rows, row => row.Key)),
                Of(Column(rows, row => row.Row.Sequence)),
                Of(Column(rows, row => row.Previous)),
                Of(Column(rows, row => row.Row.LoggedAt.ToUnixTimeTicks())),
                Of(Column(rows, row => unchecked((long)row.Row.EventHash))),
                Of(Column(rows, row => unchecked((long)row.Row.FactHash))),
                Of(Column(rows, byte[]? (row) => row.Row.Body.ToArray())),
                Of(Column(rows, row => OrNull(row.Row.Headers))));
        }
    }

    /// <summary>Appends the effects of writes, in their order.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Effects(IReadOnlyList<KeyedWrite> writes)
    {
        var rows = writes.SelectMany(keyed => keyed.Write.Outbox.Select(row => (keyed.Key, Row: row))).ToArray();
        if (rows.Length > 0)
        {
            yield return Statement(OneAtATime);
            yield return Statement(
                IntoEffects,
                Of(Column(rows, row => row.Key)),
                Of(Column(rows, row => row.Row.Number)),
                Of(Column(rows, string? (row) => row.Row.Topic)),
                Of(Column(rows, string? (row) => row.Row.Type)),
                Of(Column(rows, row => row.Row.At.ToUnixTimeTicks())),
                Of(Column(rows, byte[]? (row) => row.Row.Body.ToArray())));
        }
    }

    /// <summary>Appends dead letters, in their order.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Letters(IReadOnlyList<DeadLetter> letters)
    {
        if (letters.Count > 0)
        {
            yield return Statement(OneAtATime);
            yield return Statement(
                IntoLetters,
                Of(Column(letters, letter => letter.At.ToUnixTimeTicks())),
                Of(Column(letters, letter => LetterText.Clean(letter.Reason))),
                Of(Column(letters, letter => LetterText.Clean(letter.Message))),
                Of(Column(letters, letter => LetterText.Clean(letter.Account))),
                Of(Column(letters, letter => LetterText.Clean(letter.EventId))),
                Of(Column(letters, letter => LetterText.Clean(letter.Origin))),
                Of(Column(letters, byte[]? (letter) => letter.Body.ToArray())),
                Of(Column(letters, letter => OrNull(letter.Headers))),
                Of(Column(letters, letter => OrNull(letter.State))));
        }
    }

    /// <summary>Notes what became of dead letters.</summary>
    public static IEnumerable<NpgsqlBatchCommand> LetterEnds(IReadOnlyList<LetterEnd> ends)
    {
        if (ends.Count > 0)
        {
            yield return Statement(
                EndsOfLetters, Of(Column(ends, end => end.Id)), Of(Column(ends, end => end.At.ToUnixTimeTicks())), Of(Column(ends, string? (end) => end.Outcome)));
        }
    }
}
