using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;

namespace CreditRisk.Actor;

/// <summary>What became of a record, told when it is durable.</summary>
/// <param name="Token">The sender's own number of the record.</param>
/// <param name="Outcome">Applied, duplicate or refused.</param>
/// <param name="Reason">Why it was refused: a stable code, else null.</param>
/// <param name="Message">Why it was refused, for a person, else null.</param>
public readonly record struct RecordResult(long Token, Outcome Outcome, string? Reason, string? Message);

/// <summary>Is told what became of the records that it sent. Called by the account's loop, which decides nothing meanwhile: must be quick and must not throw.</summary>
public interface IRecordObserver
{
    /// <summary>A record is durable: applied, recognised as a repeat, or refused and kept as a dead letter.</summary>
    void OnDurable(in RecordResult result);

    /// <summary>The account was written by another owner before the record was durable, and is loaded anew. Whether the record is then not to be applied any more: its sender knows so, and is told nothing further.</summary>
    bool GivesUp(long token) => false;
}

/// <summary>A decoded record on its way to its account.</summary>
/// <param name="Event">The event.</param>
/// <param name="Record">The record as it came. Its bytes must not change until it is durable.</param>
/// <param name="Observer">Who is told.</param>
/// <param name="Token">The sender's own number of the record.</param>
public readonly record struct InputRecord(AccountEvent Event, SourceRecord Record, IRecordObserver Observer, long Token);
