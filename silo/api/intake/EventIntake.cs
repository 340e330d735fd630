using System.Collections.Concurrent;
using System.Threading.Channels;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace CreditRisk.Silo.Api.Intake;

/// <summary>Takes the events of a request in, and knows when all of them are durable. For many requests at once.</summary>
internal sealed class EventIntake
{
    private const string Origin = "http";

    private readonly Engine _engine;
    private readonly DecoderLimits _limits;
    private readonly PipelineMetrics _metrics;
    private readonly InputHorizon _horizon;
    // As many as requests were ever taken in at once.
    private readonly ConcurrentBag<EventDecoder> _decoders = [];
    private readonly Task _hostEnds;
    private readonly FeedBook? _feeds;

    public EventIntake(Engine engine, DecoderLimits limits, PipelineMetrics metrics, InputHorizon horizon, FeedBook? feeds = null)
    {
        _feeds = feeds;
        _engine = engine;
        _limits = limits;
        _metrics = metrics;
        _horizon = horizon;
        _hostEnds = engine.Host.Failure;
    }

    /// <summary>Takes events in; returns when what became of each is durable. It cannot be cancelled: what is begun is finished, whether the sender waits or not.</summary>
    /// <param name="events">The events' bytes, which must not change any more.</param>
    /// <exception cref="ProblemException">It is not known of all events whether they are durable.</exception>
    public async Task<IngestAnswer> TakeAsync(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var batch = new IngestBatch(events.Count);
        try
        {
            await SubmitAsync(events, batch, _metrics.Observe(batch));
            await UnlessHostEndsAsync(new ValueTask(batch.Done));
        }
        catch (Exception stopped) when (stopped is ChannelClosedException or ObjectDisposedException || (_hostEnds.IsCompleted && stopped is not ProblemException))
        {
            throw Unknown("the service stopped");
        }

        return batch.HasLost ? throw Unknown("the store failed") : batch.Answer();
    }

    private static ProblemException Unknown(string why) => new(
        StatusCodes.Status503ServiceUnavailable, "outcome-unknown", $"{why}, and it is not known which events are durable; send the request again: what was taken in is recognised");

    private async Task SubmitAsync(IReadOnlyList<ReadOnlyMemory<byte>> events, IngestBatch batch, IRecordObserver observer)
    {
        if (!_decoders.TryTake(out var decoder))
        {
            decoder = new EventDecoder(_limits);
        }

        using var receipt = _horizon.Receive();
        for (var i = 0; i < events.Count; i++)
        {
            await SubmitAsync(decoder.Decode(events[i].Span), new SourceRecord(null, receipt.At, events[i], default), i, batch, observer);
        }

        _decoders.Add(decoder);
    }

    private async ValueTask SubmitAsync(DecodeResult decoded, SourceRecord record, int index, IngestBatch batch, IRecordObserver observer)
    {
        if (!decoded.IsEvent)
        {
            batch.Name(index, decoded.Attributes.Id);
            await RefuseAsync(decoded.Refusal.Value, decoded.Attributes, record, index, batch, observer);
            return;
        }

        var header = decoded.Event.Header;
        batch.Name(index, header.Id);
        if (decoded.Event is FeedHeartbeat heartbeat)
        {
            _feeds?.Hear(heartbeat);
        }

        if (header.Account.Length == 0)
        {
            // The heartbeat of a feed belongs to no account, and has no effect that would have to be durable.
            observer.OnDurable(new RecordResult(index, Outcome.Applied, null, null));
            return;
        }

        await UnlessHostEndsAsync(_engine.Host.SubmitAsync(new InputRecord(decoded.Event, record, observer, index)));
    }

    private ValueTask RefuseAsync(
        Refusal refusal, RefusedAttributes attributes, SourceRecord record, int index, IngestBatch batch, IRecordObserver observer)
    {
        var letter = new DeadLetter(
            record.LoggedAt, refusal.Reason, refusal.Message, attributes.Subject, attributes.Id, Origin, record.Body, record.Headers, default);
        return _engine.Committer.EnqueueAsync(new PendingLetter(letter, (_, result) =>
        {
            if (result.Outcome == CommitOutcome.Committed)
            {
                observer.OnDurable(new RecordResult(index, Outcome.Refused, refusal.Reason, refusal.Message));
            }
            else
            {
                batch.Lose();
            }
        }));
    }

    // Who waits for a loop that has ended would wait for ever.
    private async ValueTask UnlessHostEndsAsync(ValueTask work)
    {
        if (work.IsCompletedSuccessfully)
        {
            return;
        }

        var task = work.AsTask();
        await (await Task.WhenAny(task, _hostEnds) == task ? task : throw Unknown("the service stopped"));
    }
}
