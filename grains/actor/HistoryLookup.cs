using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Actor;

/// <summary>
/// Answers what an account must know of its own history: from the records that are not durable yet, then from the store, newest first. Rare, so that
/// the history needs no index of ids. Safe for use by many threads.
/// </summary>
/// <param name="reader">The store.</param>
public sealed class HistoryLookup(IAccountReader reader)
{
    // An event is not logged before it happens, give or take clocks and postdated bookings: older records cannot hold its repeat.
    private static readonly Duration MostPostdated = Duration.FromDays(40);

    // One caller at a time: what is decoded is rare.
    private readonly EventDecoder _decoder = new(new DecoderLimits { TakesOwn = true });

    /// <summary>Answers a question of an account about an event.</summary>
    /// <param name="actor">The account.</param>
    /// <param name="event">The event.</param>
    /// <param name="loggedAt">Its log timestamp.</param>
    /// <param name="question">What is asked.</param>
    public HistoryAnswer Answer(AccountActor actor, AccountEvent @event, Instant loggedAt, HistoryQuestion question)
    {
        // An event of the future has a sender whose clock nobody knows: how long before it may have been logged is not known either.
        var earliest = question.EventTime > loggedAt ? Instant.MinValue : question.EventTime - MostPostdated;
        var eventHash = StableHash.Of(@event.Header.Source, @event.Header.Id);
        var factHash = question.Fact is { } fact ? AccountRules.HashOf(fact) : 0;
        var targetHash = question.Target is { } named ? AccountRules.HashOf(named) : 0;
        if (question is { EventHash: null, Target: null } && IsNew(actor, factHash))
        {
            return new HistoryAnswer(false, false, null);
        }

        var isFactKnown = false;
        AccountEvent? target = null;
        var isCancelled = false;
        var first = (actor.State?.Records ?? 0) + 1;
        foreach (var row in Backwards(actor))
        {
            first = row.Sequence;
            if (row.EventHash == eventHash)
            {
                return new HistoryAnswer(true, false, null);
            }

            isFactKnown |= factHash != 0 && row.FactHash == factHash;
            if (target is null && targetHash != 0)
            {
                target = row.FactHash == targetHash ? Decode(row) : null;
                isCancelled |= target is null && question.Target is { Kind: FactKind.Item } && Cancels(row, question.Target.Value);
            }

            var isIdSettled = question.EventHash is null || row.LoggedAt < earliest;
            if (isIdSettled && (factHash == 0 || isFactKnown) && (targetHash == 0 || target is not null))
            {
                return Settled();
            }
        }

        // The first record of all has the number 1; if there is no such record, its month was dropped.
        return first == 1 ? Settled() : new HistoryAnswer(false, false, null, IsBeyond: true);

        HistoryAnswer Settled() => new(false, isFactKnown, target, target is not null && isCancelled);
    }

    /// <summary>An event as it came, or null where the history does not have it.</summary>
    public StoredRecord? RecordOf(AccountActor actor, EventHeader header)
    {
        var hash = StableHash.Of(header.Source, header.Id);
        return Backwards(actor).FirstOrDefault(row => row.EventHash == hash);
    }

    /// <summary>Whether no record states a fact: what is asked most, whenever an account's filter of facts is not sure, and so not worth a walk through a long history.</summary>
    private bool IsNew(AccountActor actor, ulong factHash) =>
        actor.Version != RowVersion.None && actor.NotDurable().All(row => row.FactHash != factHash) && !reader.MayState(actor.Id, factHash);

    private AccountEvent? Decode(StoredRecord row)
    {
        lock (_decoder)
        {
            return _decoder.Decode(row.Body.Span, row.Headers.Span).Event;
        }
    }

    private bool Cancels(StoredRecord row, FactId item) =>
        Decode(row) is ItemCancelled cancelled && AccountRules.TargetOf(cancelled) == item;

    private IEnumerable<StoredRecord> Backwards(AccountActor actor) => actor.NotDurable()
        .Select(row => new StoredRecord(row.Sequence, row.LoggedAt, row.EventHash, row.FactHash, row.Body, row.Headers))
        .Concat(actor.Version == RowVersion.None ? [] : reader.HistoryBackwards(actor.Id));
}
