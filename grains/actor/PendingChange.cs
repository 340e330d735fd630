using CreditRisk.Domain.Account;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// What an account has gathered since its last write was handed over. Thousands wait for the store at a time, nearly all with one record and nothing else:
/// lists are made only for what there is.
/// </summary>
public sealed class PendingChange
{
    private readonly List<InputRecord> _inputs = new(1);
    private readonly List<RecordResult> _results = new(1);
    private List<HistoryRow>? _history;
    private List<OutboxRow>? _outbox;
    private List<DeadLetter>? _deadLetters;

    /// <summary>The records, to be sent again to a fresh actor when the write is lost.</summary>
    public IReadOnlyList<InputRecord> Inputs => _inputs;

    /// <summary>What to tell their senders, in the same order.</summary>
    public IReadOnlyList<RecordResult> Results => _results;

    /// <summary>Records applied.</summary>
    public IReadOnlyList<HistoryRow> History => _history ?? (IReadOnlyList<HistoryRow>)[];

    /// <summary>Events that leave.</summary>
    public IReadOnlyList<OutboxRow> Outbox => _outbox ?? (IReadOnlyList<OutboxRow>)[];

    /// <summary>Records refused, and facts given up.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters => _deadLetters ?? (IReadOnlyList<DeadLetter>)[];

    /// <summary>Whether the row must be written: not for repeats alone.</summary>
    public bool Touched { get; set; }

    /// <summary>The instant up to which time alone was let pass, or null: if the write is lost, no record brings that back.</summary>
    public Instant? AdvancedTo { get; set; }

    /// <summary>Which of the loop's barriers wait for it; null while it is empty.</summary>
    internal long? Generation { get; set; }

    /// <summary>Whether nothing was gathered.</summary>
    public bool IsEmpty => !Touched && _results.Count == 0;

    /// <summary>Adds a record and what became of it.</summary>
    public void Add(in InputRecord input, Outcome outcome, string? reason = null, string? message = null)
    {
        _inputs.Add(input);
        _results.Add(new RecordResult(input.Token, outcome, reason, message));
    }

    /// <summary>Adds a record applied.</summary>
    public void Add(in HistoryRow row) => (_history ??= new List<HistoryRow>(1)).Add(row);

    /// <summary>Adds an event that leaves.</summary>
    public void Add(in OutboxRow row) => (_outbox ??= new List<OutboxRow>(1)).Add(row);

    /// <summary>Adds a dead letter.</summary>
    public void Add(DeadLetter letter) => (_deadLetters ??= new List<DeadLetter>(1)).Add(letter);
}
