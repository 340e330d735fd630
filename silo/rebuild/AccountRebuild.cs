using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Rebuild;

/// <summary>What became of one account.</summary>
/// <param name="Difference">How it differs, or null where it does not.</param>
/// <param name="Write">What is to be written, or null.</param>
internal readonly record struct RebuiltAccount(AccountDifference? Difference, AccountWrite? Write);

/// <summary>Derives single accounts again and compares them with what is stored. One instance serves one thread.</summary>
/// <param name="reader">The store.</param>
/// <param name="rules">The rules of accounts.</param>
/// <param name="writer">The number that marks what is written.</param>
internal sealed class AccountRebuild(IAccountReader reader, AccountRules rules, long writer)
{
    private readonly StateCodec _codec = new(rules.Book);
    private readonly ArchiveRule _archives = new();
    private readonly StoredHistory _history = new(reader);
    private UndigestedLetters? _undigested;

    /// <summary>Derives an account.</summary>
    public RebuiltAccount Run(StoredAccount row)
    {
        var stored = Engine.Decode(_codec, row);
        var history = _history.Of(row.Id, stored.Records);
        if (history.IsCut)
        {
            var cut = new LeftOutRecord(history.First - 1, RefusalCodes.BeyondHistory, "this record and those before it are no longer kept");
            return new RebuiltAccount(new AccountDifference(row.Id, [], [], stored.Effects, stored.Effects, [cut], Failed: true, Written: false), null);
        }

        var derived = rules.Rederive(history.Records, stored.Now, stored);
        LeftOutRecord[] leftOut = [.. history.Unreadable, .. derived.LeftOut];
        if (derived.State is not { } state || !derived.IsDigested || history.Unreadable.Count > 0)
        {
            // A state that lacks a record because of a failure is no better than the one there is.
            return new RebuiltAccount(
                new AccountDifference(row.Id, [], [], stored.Effects, derived.Warnings.Length, leftOut, Failed: true, Written: false), null);
        }

        var next = state.InPlaceOf(stored, endsQuarantine: stored.Quarantined && leftOut.Length == 0 && HasDigestedAll(stored, history));
        var parts = Rederivation.DifferingParts(stored, next);
        var desk = DeskProjection.Of(rules, next);
        // A row of the desk follows from the state: that it was missing is mended, and is no difference of the account.
        var write = parts.IsEmpty && desk == row.Desk ? null : WriteOf(row, stored, next, desk);
        if (parts.IsEmpty && leftOut.Length == 0 && state.Effects == stored.Effects)
        {
            return new RebuiltAccount(null, write);
        }

        var changes = ViewComparison.Changes(rules, stored, next);
        return new RebuiltAccount(
            new AccountDifference(row.Id, parts, changes, stored.Effects, state.Effects, leftOut, Failed: false, Written: !parts.IsEmpty), write);
    }

    private bool HasDigestedAll(AccountState stored, DecodedHistory history) => (_undigested ??= UndigestedLetters.Read(reader)).AreDigested(
        stored.Id, history.EventHashes, instant => rules.Rederive(history.Records, Instant.Max(instant, stored.Now), stored).IsDigested);

    private AccountWrite WriteOf(StoredAccount row, AccountState stored, AccountState next, DeskRow? desk)
    {
        var positions = Positions.Unwrap(row.State.Span, out _);
        var contribution = Contribution.Of(next);
        // Nothing of what was derived anew is an archived object: all that is large is written once more.
        var before = StateArchive.Decode(row.Archive);
        var archive = _archives.ArchiveFor(next, before);
        return new AccountWrite
        {
            Id = row.Id,
            Key = row.Key,
            Expected = row.Version,
            Next = new RowVersion(row.Version.Number + 1, writer),
            State = positions.Wrap(StateCodec.Encode(next, archive)),
            Archive = ReferenceEquals(archive, before) ? default(ReadOnlyMemory<byte>?) : archive.Encoded,
            Stage = contribution.Stage,
            Quarantined = next.Quarantined,
            WakeAt = next.WakeAt == Instant.MaxValue ? null : next.WakeAt,
            WakeChanged = true,
            Desk = desk,
            DeskChanged = desk != row.Desk,
            History = [],
            Outbox = [],
            DeadLetters = [],
            Totals = contribution.Since(Contribution.Of(stored)),
        };
    }
}
