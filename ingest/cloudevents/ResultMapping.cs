using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Results of what we asked others for, and the heartbeats of feeds.</summary>
internal static class ResultMapping
{
    /// <summary>The event of a type.</summary>
    public static AccountEvent Read(EventType type, in EventHeader header, in FieldReader data) => type switch
    {
        EventType.FeedHeartbeat => new FeedHeartbeat(header, data.Term(Field.Feed), data.Time(Field.CompleteUpTo)),
        EventType.RestrictionExecuted => Result(header, data, ResultKind.RestrictionExecuted, Field.CommandId),
        EventType.RestrictionFailed => Result(header, data, ResultKind.RestrictionFailed, Field.CommandId),
        EventType.RestrictionRestored => Result(header, data, ResultKind.RestrictionRestored, Field.CommandId),
        EventType.NotificationDelivered => Result(header, data, ResultKind.NotificationDelivered, Field.NotificationId),
        EventType.NotificationBounced => Result(header, data, ResultKind.NotificationBounced, Field.NotificationId),
        EventType.ApprovalGranted => Result(header, data, ResultKind.ApprovalGranted, Field.ApprovalId),
        EventType.ApprovalRefused => Result(header, data, ResultKind.ApprovalRefused, Field.ApprovalId),
        EventType.RestrictionAllowed => new RestrictionAllowed(header, data.Integer(Field.Want, 1, int.MaxValue)),
        _ => Result(header, data, ResultKind.TaskCompleted, Field.TaskId),
    };

    private static ResultReported Result(in EventHeader header, in FieldReader data, ResultKind kind, Field request) =>
        new(
        header,
        kind,
        data.RequestId(request),
        data.TermOrNull(Field.Reason),
        data.TimeOrNull(Field.At),
        data.TermOrNull(Field.By),
        data.TextOrNull(Field.Evidence));
}
