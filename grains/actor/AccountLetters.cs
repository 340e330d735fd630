using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>The dead letters of accounts.</summary>
internal static class AccountLetters
{
    /// <summary>A record that the account refuses or cannot digest.</summary>
    /// <param name="input">The record.</param>
    /// <param name="now">The account's now, or null where it has no state.</param>
    /// <param name="reason">A code of <see cref="RefusalCodes"/>.</param>
    /// <param name="message">What was wrong, for a person.</param>
    /// <param name="state">The state before a record that could not be digested, or empty.</param>
    public static DeadLetter Refused(in InputRecord input, Instant? now, string reason, string message, ReadOnlyMemory<byte> state) => new(
        now ?? input.Record.LoggedAt,
        reason,
        message,
        input.Event.Header.Account,
        input.Event.Header.Id,
        input.Record.Position?.ToString(),
        input.Record.Body,
        input.Record.Headers,
        state);

    /// <summary>A fact that had been accepted and is given up: as of when that happened, not of when it was noticed.</summary>
    /// <param name="lost">The fact.</param>
    /// <param name="record">It as it came, or null where the history does not have it.</param>
    public static DeadLetter GivenUp(LostFact lost, StoredRecord? record) => new(
        lost.At,
        lost.Reason,
        lost.Message,
        lost.Fact.Header.Account,
        lost.Fact.Header.Id,
        $"history of {lost.Fact.Header.Account}",
        record?.Body ?? default,
        record?.Headers ?? default,
        default);

    /// <summary>Time alone was too much for the account: there is no record to keep, only the state.</summary>
    public static DeadLetter StuckInTime(string account, Instant now, string why, ReadOnlyMemory<byte> state) => new(
        now,
        RefusalCodes.Indigestible,
        $"the account could not be advanced to {now} and is quarantined: {why}",
        account,
        null,
        null,
        default,
        default,
        state);
}
