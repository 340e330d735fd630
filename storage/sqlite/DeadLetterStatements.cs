using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using SQLitePCL;

namespace CreditRisk.Storage.Sqlite;

/// <summary>The statements that keep dead letters.</summary>
internal sealed class DeadLetterStatements(sqlite3 database, StatementProbe probe) : IDisposable
{
    private readonly Statement _append = new(database, probe,
        """
        INSERT INTO dead_letters (at, reason, message, account, event_id, origin, body, headers, state)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """);

    private readonly Statement _end = new(database, probe, "UPDATE dead_letters SET ended_at = ?2, outcome = ?3 WHERE id = ?1");

    public void End(IReadOnlyList<LetterEnd> ends)
    {
        for (var index = 0; index < ends.Count; index++)
        {
            _end.Bind(1, ends[index].Id);
            _end.Bind(2, ends[index].At.ToUnixTimeTicks());
            _end.BindText(3, ends[index].Outcome);
            _end.Run();
        }
    }

    public void Append(IReadOnlyList<DeadLetter> letters)
    {
        for (var index = 0; index < letters.Count; index++)
        {
            var letter = letters[index];
            _append.Bind(1, letter.At.ToUnixTimeTicks());
            _append.BindText(2, LetterText.Clean(letter.Reason));
            _append.BindText(3, LetterText.Clean(letter.Message));
            _append.BindTextOrNull(4, LetterText.Clean(letter.Account));
            _append.BindTextOrNull(5, LetterText.Clean(letter.EventId));
            _append.BindTextOrNull(6, LetterText.Clean(letter.Origin));
            _append.BindBlob(7, letter.Body);
            _append.BindBlobOrNull(8, letter.Headers);
            _append.BindBlobOrNull(9, letter.State);
            _append.Run();
        }
    }

    public void Dispose()
    {
        _append.Dispose();
        _end.Dispose();
    }
}
