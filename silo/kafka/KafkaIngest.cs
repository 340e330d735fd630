using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Ingest.Kafka;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Kafka;

/// <summary>Takes the records of one Kafka source in: decodes them, gives events to their accounts, and keeps what is refused as dead letters. For one source.</summary>
/// <param name="engine">The pipeline.</param>
/// <param name="limits">What the decoder is willing to look at.</param>
/// <param name="metrics">Counts.</param>
/// <param name="feeds">Is told the heartbeats of feeds, or null.</param>
public sealed class KafkaIngest(Engine engine, DecoderLimits limits, PipelineMetrics metrics, FeedBook? feeds = null) : IKafkaTarget
{
    private readonly EventDecoder _decoder = new(limits);
    private readonly LetterKeeper _letters = new(engine.Committer);

    /// <summary>Fails when a dead letter was lost: its record was not done, and must be read again; else it never ends.</summary>
    public Task Failure => _letters.Failure;

    /// <inheritdoc/>
    public async ValueTask TakeAsync(KafkaRecord record, Action done, CancellationToken cancellation)
    {
        var observer = metrics.Observe(new DoneObserver(done));
        if (record.Body is not { } body)
        {
            await RefuseAsync(record, new Refusal(RefusalReasons.NoValue, "the record has no value: a tombstone deletes nothing here"), default, observer, cancellation);
            return;
        }

        var decoded = _decoder.Decode(body.Span, record.Headers.Span);
        if (!decoded.IsEvent)
        {
            await RefuseAsync(record, decoded.Refusal.Value, decoded.Attributes, observer, cancellation);
            return;
        }

        var header = decoded.Event.Header;
        if (record.Key.Length > 0 && header.Account.Length > 0 && !Ascii.Equals(record.Key.Span, header.Account))
        {
            var refusal = new Refusal(RefusalReasons.WrongKey, $"the record's key is not its subject '{header.Account}': its order among the account's records would not be kept");
            await RefuseAsync(record, refusal, new RefusedAttributes(header.Id, header.Source, header.Account, EventTypeNames.Of(decoded.Event)), observer, cancellation);
            return;
        }

        if (decoded.Event is FeedHeartbeat heartbeat)
        {
            feeds?.Hear(heartbeat);
        }

        if (header.Account.Length == 0)
        {
            // The heartbeat of a feed belongs to no account, and has no effect that would have to be durable.
            observer.OnDurable(new RecordResult(0, Outcome.Applied, null, null));
            return;
        }

        await engine.Host.SubmitAsync(new InputRecord(decoded.Event, new SourceRecord(record.Position, record.LoggedAt, body, record.Headers), observer, 0), cancellation);
    }

    private ValueTask RefuseAsync(KafkaRecord record, Refusal refusal, RefusedAttributes attributes, IRecordObserver observer, CancellationToken cancellation)
    {
        var letter = new DeadLetter(
            record.LoggedAt, refusal.Reason, refusal.Message, attributes.Subject ?? record.Account, attributes.Id, record.Position.ToString(), record.Body ?? default, record.Headers, default);
        return _letters.KeepAsync(letter, () => observer.OnDurable(new RecordResult(0, Outcome.Refused, refusal.Reason, refusal.Message)), cancellation);
    }

    private sealed class DoneObserver(Action done) : IRecordObserver
    {
        public void OnDurable(in RecordResult result) => done();
    }
}
