using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>What an account has gathered since its last write was handed over.</summary>
public sealed class PendingChange
{
    /// <summary>The records, to be sent again to a fresh actor when the write is lost.</summary>
    public List<InputRecord> Inputs { get; } = [];

    /// <summary>What to tell their senders, in the same order.</summary>
    public List<RecordResult> Results { get; } = [];

    /// <summary>Records applied.</summary>
    public List<HistoryRow> History { get; } = [];

    /// <summary>Events that leave.</summary>
    public List<OutboxRow> Outbox { get; } = [];

    /// <summary>Records refused.</summary>
    public List<DeadLetter> DeadLetters { get; } = [];

    /// <summary>Whether the row must be written: not for repeats alone.</summary>
    public bool Touched { get; set; }

    /// <summary>The instant up to which time alone was let pass, or null: if the write is lost, no record brings that back.</summary>
    public Instant? AdvancedTo { get; set; }

    /// <summary>Which of the loop's barriers wait for it; null while it is empty.</summary>
    internal long? Generation { get; set; }

    /// <summary>Whether nothing was gathered.</summary>
    public bool IsEmpty => !Touched && Results.Count == 0;
}
