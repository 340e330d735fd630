using System.Text;
using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Tests.Storage;

/// <summary>Writes and records for tests of the stores.</summary>
internal static class StoreSamples
{
    public const long Writer = 77;

    public static readonly Instant Morning = Instant.FromUtc(2026, 3, 31, 7, 0);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The first write of an account: one record, nothing else.</summary>
    public static AccountWrite First(string id, string state = "s1") => new()
    {
        Id = id,
        Expected = RowVersion.None,
        Next = new RowVersion(1, Writer),
        State = Bytes(state),
        Stage = Stage.Good,
        Quarantined = false,
        History = [Record(1)],
        Outbox = [],
        DeadLetters = [],
        Totals = [],
    };

    /// <summary>The write that follows a committed one: nothing but a new state.</summary>
    public static AccountWrite After(AccountWrite write, string state = "s2") => new()
    {
        Id = write.Id,
        Key = write.Key,
        Expected = write.Next,
        Next = new RowVersion(write.Next.Number + 1, Writer),
        State = Bytes(state),
        Stage = write.Stage,
        Quarantined = write.Quarantined,
        History = [],
        Outbox = [],
        DeadLetters = [],
        Totals = [],
    };

    /// <summary>The same write with other parts.</summary>
    public static AccountWrite With(
        this AccountWrite write,
        IReadOnlyList<HistoryRow>? history = null,
        IReadOnlyList<OutboxRow>? outbox = null,
        IReadOnlyList<DeadLetter>? letters = null,
        IReadOnlyList<TotalChange>? totals = null,
        bool? quarantined = null,
        RowVersion? expected = null,
        byte[]? archive = null) => new()
        {
            Id = write.Id,
            Key = write.Key,
            Expected = expected ?? write.Expected,
            Next = write.Next,
            State = write.State,
            Archive = archive ?? write.Archive,
            Stage = write.Stage,
            Quarantined = quarantined ?? write.Quarantined,
            WakeAt = write.WakeAt,
            WakeChanged = write.WakeChanged,
            Desk = write.Desk,
            DeskChanged = write.DeskChanged,
            History = history ?? write.History,
            Outbox = outbox ?? write.Outbox,
            DeadLetters = letters ?? write.DeadLetters,
            Totals = totals ?? write.Totals,
        };

    /// <summary>The same write with another wake.</summary>
    public static AccountWrite Waking(this AccountWrite write, Instant? at) => new()
    {
        Id = write.Id,
        Key = write.Key,
        Expected = write.Expected,
        Next = write.Next,
        State = write.State,
        Archive = write.Archive,
        Stage = write.Stage,
        Quarantined = write.Quarantined,
        WakeAt = at,
        WakeChanged = true,
        Desk = write.Desk,
        DeskChanged = write.DeskChanged,
        History = write.History,
        Outbox = write.Outbox,
        DeadLetters = write.DeadLetters,
        Totals = write.Totals,
    };

    /// <summary>The same write with a row of the desk, or without.</summary>
    public static AccountWrite Showing(this AccountWrite write, DeskRow? row) => new()
    {
        Id = write.Id,
        Key = write.Key,
        Expected = write.Expected,
        Next = write.Next,
        State = write.State,
        Archive = write.Archive,
        Stage = write.Stage,
        Quarantined = write.Quarantined,
        WakeAt = write.WakeAt,
        WakeChanged = write.WakeChanged,
        Desk = row,
        DeskChanged = true,
        History = write.History,
        Outbox = write.Outbox,
        DeadLetters = write.DeadLetters,
        Totals = write.Totals,
    };

    public static HistoryRow Record(long sequence, string body = "body", string headers = "") =>
        new(sequence, Morning + Duration.FromSeconds(sequence), ulong.MaxValue - (ulong)sequence, (ulong)sequence, Bytes(body), Bytes(headers));

    public static OutboxRow Effect(long number, string topic = "warnings") =>
        new(number, topic, "risk.warning.raised", Morning + Duration.FromSeconds(number), Bytes($"effect {number}"));

    public static DeadLetter Letter(string reason = "schema", string? account = "A") =>
        new(Morning, reason, "the field is missing", account, "E-1", "billing/3/42", Bytes("body"), Bytes("headers"), Bytes("state"));

    public static TotalChange Owed(int day, long amount, long count = 1, string currency = "EUR") =>
        new(new TotalKey(TotalKind.OpenByDueDate, currency, day), amount, count);

    public static CommitBatch Batch(params AccountWrite[] writes) => new(writes, [], []);

    public static bool[] Commit(this IAccountWriter writer, params AccountWrite[] writes) => writer.Commit(Batch(writes));

    /// <summary>Commits a write that must not be refused.</summary>
    public static AccountWrite Stored(this IAccountWriter writer, AccountWrite write) =>
        writer.Commit(write)[0] ? write : throw new InvalidOperationException($"'{write.Id}' was refused.");

    /// <summary>A batch with some of everything: a new account, one that is known, another one, a letter of nobody's, progress.</summary>
    public static CommitBatch RichBatch(AccountWrite known) => new(
        [
            First("new").With(
                history: [Record(1), Record(2)], outbox: [Effect(1)], letters: [Letter("poison")], totals: [Owed(1, 5), Owed(2, 7)], quarantined: true),
            After(known).Waking(Morning).With(history: [Record(2)], outbox: [Effect(1), Effect(2)], letters: [Letter()]),
            First("other"),
        ],
        [Letter("schema", null)],
        [new SourceProgress(new("e", "billing", 1), 9)]);
}
