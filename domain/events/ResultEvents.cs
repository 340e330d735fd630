namespace CreditRisk.Domain.Events;

/// <summary>What a workflow on the other side answers. The numbers are stored: never reuse one.</summary>
public enum ResultKind : byte
{
    /// <summary><c>restriction.executed</c></summary>
    RestrictionExecuted = 0,

    /// <summary><c>restriction.failed</c></summary>
    RestrictionFailed = 1,

    /// <summary><c>restriction.restored</c></summary>
    RestrictionRestored = 2,

    /// <summary><c>notification.delivered</c></summary>
    NotificationDelivered = 3,

    /// <summary><c>notification.bounced</c></summary>
    NotificationBounced = 4,

    /// <summary><c>approval.granted</c></summary>
    ApprovalGranted = 5,

    /// <summary><c>approval.refused</c></summary>
    ApprovalRefused = 6,

    /// <summary><c>task.completed</c></summary>
    TaskCompleted = 7,
}

/// <summary>A result of something that the account asked for.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Kind">What is answered.</param>
/// <param name="RequestId">The command, notification, approval or task that it answers.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="At">When it happened, or null for the event's time.</param>
/// <param name="By">Who decided or did it, or null.</param>
/// <param name="Evidence">A reference to what proves it, or null.</param>
public sealed record ResultReported(
    EventHeader Header, ResultKind Kind, string RequestId, string? Reason, NodaTime.Instant? At = null, string? By = null, string? Evidence = null) : AccountEvent(Header);

/// <summary>A restriction that an account wants may leave: brakes, caps and feeds, which are outside of accounts, allow it. The service itself says so; it is taken from nobody else.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Want">The number of the want.</param>
public sealed record RestrictionAllowed(EventHeader Header, long Want) : AccountEvent(Header);

/// <summary>A feed says up to when it is complete, which tells silence from a break; kept in the history.</summary>
/// <param name="Header">What the event says of itself.</param>
/// <param name="Feed">Which feed.</param>
/// <param name="CompleteUpTo">All events up to this instant were sent.</param>
public sealed record FeedHeartbeat(EventHeader Header, string Feed, NodaTime.Instant CompleteUpTo) : AccountEvent(Header);
