using CreditRisk.Domain.Ladder;
using NodaTime;

namespace CreditRisk.Storage.Contracts;

/// <summary>One version of one account's row. The number rises by one with each write; the writer tells two owners of one account apart.</summary>
/// <param name="Number">1 or more; 0 for an account that has no row yet.</param>
/// <param name="Writer">Who wrote it; drawn anew at each start of a host.</param>
public readonly record struct RowVersion(long Number, long Writer)
{
    /// <summary>No row yet.</summary>
    public static readonly RowVersion None;
}

/// <summary>A record that an account applied, for its history.</summary>
/// <param name="Sequence">The account's own number of the record, from 1 without a gap.</param>
/// <param name="LoggedAt">The record's log timestamp as applied.</param>
/// <param name="EventHash">Stable hash of (source, id).</param>
/// <param name="FactHash">Stable hash of the business id that it states, or 0.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="Headers">The headers as they came, encoded, or empty.</param>
public readonly record struct HistoryRow(
    long Sequence, Instant LoggedAt, ulong EventHash, ulong FactHash, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Headers);

/// <summary>An event that leaves.</summary>
/// <param name="Number">The account's own number of the effect, from 1 without a gap.</param>
/// <param name="Topic">Where it goes.</param>
/// <param name="Type">The CloudEvents type.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Body">The CloudEvent, structured JSON.</param>
public readonly record struct OutboxRow(long Number, string Topic, string Type, Instant At, ReadOnlyMemory<byte> Body);

/// <summary>A record that was refused, whole.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Message">What was wrong and where, for a person.</param>
/// <param name="Account">The account, or null where it could not be read.</param>
/// <param name="EventId">The event's id, or null where it could not be read.</param>
/// <param name="Origin">Where it came from (topic, partition, offset), or null.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="Headers">The headers as they came, encoded, or empty.</param>
/// <param name="State">The account's state when it could not digest the record, or empty.</param>
public sealed record DeadLetter(
    Instant At, string Reason, string Message, string? Account, string? EventId, string? Origin, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Headers, ReadOnlyMemory<byte> State);

/// <summary>What is summed over the portfolio. The numbers are stored: never reuse one.</summary>
public enum TotalKind : byte
{
    /// <summary>Open amounts by due date: scope is the currency, day the due date, count the open items.</summary>
    OpenByDueDate = 1,

    /// <summary>Unapplied credit: scope is the currency, day 0, count the accounts that have some.</summary>
    UnappliedCredit = 2,

    /// <summary>Accounts by stage: scope empty, day the stage's number, count the accounts.</summary>
    AccountsByStage = 3,

    /// <summary>Unbilled usage: scope is the currency, day 0.</summary>
    Unbilled = 4,
}

/// <summary>A key of the portfolio's totals.</summary>
/// <param name="Kind">What is summed.</param>
/// <param name="Scope">See <see cref="TotalKind"/>.</param>
/// <param name="Day">See <see cref="TotalKind"/>.</param>
public readonly record struct TotalKey(TotalKind Kind, string Scope, int Day);

/// <summary>A change of a total.</summary>
/// <param name="Key">Which.</param>
/// <param name="Amount">Change of the amount, minor units.</param>
/// <param name="Count">Change of the count.</param>
public readonly record struct TotalChange(TotalKey Key, long Amount, long Count);

/// <summary>
/// What one account hands over to be made durable in one transaction: its newest state and everything that led to it since the version before. It is written only
/// if the row still has the version that is expected.
/// </summary>
public sealed class AccountWrite
{
    /// <summary>The account.</summary>
    public required string Id { get; init; }

    /// <summary>The row's key, or 0 for an account that has no row yet: then the store sets it.</summary>
    public long Key { get; set; }

    /// <summary>The version that the row must have.</summary>
    public required RowVersion Expected { get; init; }

    /// <summary>The version that it gets.</summary>
    public required RowVersion Next { get; init; }

    /// <summary>The encoded state, positions included.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>The archive that the state refers to: null where it is the one that is there or there is none, empty where there is none any more, else its bytes.</summary>
    public ReadOnlyMemory<byte>? Archive { get; init; }

    /// <summary>The stage to show.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Whether the account is quarantined.</summary>
    public required bool Quarantined { get; init; }

    /// <summary>When the sweep must look at the account, at the latest, or null to leave what the row has: waking too early does no harm.</summary>
    public Instant? WakeAt { get; init; }

    /// <summary>Whether <see cref="WakeAt"/> is to be written (null then takes the account out of the sweep).</summary>
    public bool WakeChanged { get; init; }

    /// <summary>The account's row of the desk where <see cref="DeskChanged"/>, or null for none.</summary>
    public DeskRow? Desk { get; init; }

    /// <summary>Whether <see cref="Desk"/> is to be written (null then removes the row).</summary>
    public bool DeskChanged { get; init; }

    /// <summary>Records applied.</summary>
    public required IReadOnlyList<HistoryRow> History { get; init; }

    /// <summary>Events that leave.</summary>
    public required IReadOnlyList<OutboxRow> Outbox { get; init; }

    /// <summary>Records refused.</summary>
    public required IReadOnlyList<DeadLetter> DeadLetters { get; init; }

    /// <summary>Changes of the portfolio's totals.</summary>
    public required IReadOnlyList<TotalChange> Totals { get; init; }
}
