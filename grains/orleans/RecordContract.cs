using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CreditRisk.Actor;
using CreditRisk.Cluster.Contracts;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Ingest.Records;
using NodaTime;

namespace CreditRisk.Cluster;

/// <summary>Between records and what is sent of them.</summary>
internal static class RecordContract
{
    public static ImmutableArray<EncodedRecord> Encode((AccountEvent Event, SourceRecord Record)[] records) => [.. records.Select(record => Encode(record.Record))];

    public static ImmutableArray<RecordAnswer> Encode(IReadOnlyList<RecordResult> results)
    {
        var answers = new RecordAnswer[results.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Encode(results[i]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(answers);
    }

    private static EncodedRecord Encode(in SourceRecord record) => new()
    {
        Epoch = record.Position?.Partition.Epoch,
        Topic = record.Position?.Partition.Topic,
        Partition = record.Position?.Partition.Partition ?? 0,
        Offset = record.Position?.Offset ?? 0,
        LoggedAt = record.LoggedAt.ToUnixTimeTicks(),
        Body = record.Body,
        Headers = record.Headers,
    };

    public static SourceRecord Decode(EncodedRecord record, Func<SourcePartition, SourcePartition> known) => new(
        record is { Epoch: { } epoch, Topic: { } topic } ? new RecordPosition(known(new SourcePartition(epoch, topic, record.Partition)), record.Offset) : null,
        Instant.FromUnixTimeTicks(record.LoggedAt),
        record.Body,
        record.Headers);

    private static RecordAnswer Encode(in RecordResult result) => new() { Outcome = (byte)result.Outcome, Reason = result.Reason, Message = result.Message };

    public static RecordResult Decode(in RecordAnswer answer, long token) => new(token, (Outcome)answer.Outcome, answer.Reason, answer.Message);
}
