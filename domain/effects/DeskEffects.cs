using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Effects;

/// <summary>What happens to a task.</summary>
public enum TaskStep : byte
{
    /// <summary><c>task.opened</c></summary>
    Opened = 0,

    /// <summary><c>task.closed</c></summary>
    Closed = 1,

    /// <summary><c>task.escalated</c></summary>
    Escalated = 2,
}

/// <summary>A task for a person is opened, closed or overdue.</summary>
public sealed record TaskMoved : AccountEffect
{
    /// <summary>The task's id.</summary>
    public required string TaskId { get; init; }

    /// <summary>What happens to it.</summary>
    public required TaskStep Step { get; init; }

    /// <summary>What is to be done: a word.</summary>
    public required string Kind { get; init; }

    /// <summary>Who shall do it, or null where nobody is known.</summary>
    public required string? Assignee { get; init; }

    /// <summary>By when.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant MovedAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => MovedAt;
}

/// <summary>A person must approve before supply is restricted: <c>approval.requested</c>.</summary>
public sealed record ApprovalRequested : AccountEffect
{
    /// <summary>The approval's id.</summary>
    public string ApprovalId => IdOf(Account, Number);

    /// <summary>Who must approve: a role as the operator calls it.</summary>
    public required string Approver { get; init; }

    /// <summary>How many different persons must, 1 or 2.</summary>
    public required int Persons { get; init; }

    /// <summary>What is to be approved.</summary>
    public required RestrictionLevel Level { get; init; }

    /// <summary>The stage that waits for it.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Why, one line each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>By when an answer is expected.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant RequestedAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => RequestedAt;
}

/// <summary>The account comes on the blacklist or leaves it: <c>blacklist.listed</c>, <c>blacklist.delisted</c>.</summary>
public sealed record ListingChanged : AccountEffect
{
    /// <summary>Whether it is listed now.</summary>
    public required bool IsListed { get; init; }

    /// <summary>Why, one line each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Since when it is listed.</summary>
    public required Instant Since { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant ChangedAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => ChangedAt;
}
