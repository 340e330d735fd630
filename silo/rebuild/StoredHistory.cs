using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Rebuild;

/// <summary>An account's history, decoded.</summary>
/// <param name="Records">The records, the oldest first.</param>
/// <param name="Unreadable">Records that the decoder does not read any more.</param>
/// <param name="EventHashes">The hashes of (source, id) of all records.</param>
/// <param name="First">The number of the first record that is kept; 1 where the history is whole.</param>
public sealed record DecodedHistory(IReadOnlyList<RecordedEvent> Records, IReadOnlyList<LeftOutRecord> Unreadable, IReadOnlySet<ulong> EventHashes, long First)
{
    /// <summary>Whether the oldest records are no longer kept: then nothing can be derived from the others.</summary>
    public bool IsCut => First > 1;
}

/// <summary>Reads accounts' histories as they are applied again. One instance serves one thread.</summary>
/// <param name="reader">The store.</param>
public sealed class StoredHistory(IAccountReader reader)
{
    // What was taken in once is read again, whatever the limits for new records are.
    private readonly EventDecoder _decoder = new(
        new DecoderLimits { MaxEventBytes = DecoderLimits.MostEventBytes, MaxDepth = DecoderLimits.MostDepth, TakesOwn = true });

    /// <summary>The records of an account that has applied so many of them: what a writer adds meanwhile is not seen.</summary>
    /// <param name="account">The account.</param>
    /// <param name="lastSequence">The number of its last record.</param>
    /// <param name="upTo">No record later than this, or null for all.</param>
    public DecodedHistory Of(string account, long lastSequence, Instant? upTo = null)
    {
        var records = new List<RecordedEvent>();
        var unreadable = new List<LeftOutRecord>();
        var hashes = new HashSet<ulong>();
        var first = lastSequence + 1;
        foreach (var stored in reader.HistoryBackwards(account))
        {
            first = stored.Sequence;
            if (stored.Sequence > lastSequence || stored.LoggedAt > upTo)
            {
                continue;
            }

            hashes.Add(stored.EventHash);
            var decoded = _decoder.Decode(stored.Body.Span, stored.Headers.Span);
            if (decoded.IsEvent)
            {
                records.Add(new RecordedEvent(stored.Sequence, decoded.Event, stored.LoggedAt));
            }
            else
            {
                unreadable.Add(new LeftOutRecord(stored.Sequence, decoded.Refusal.Value.Reason, decoded.Refusal.Value.Message));
            }
        }

        // The store chains each record to the one before it.
        records.Reverse();
        unreadable.Reverse();
        return new DecodedHistory(records, unreadable, hashes, first);
    }
}
