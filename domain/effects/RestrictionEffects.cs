using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Effects;

/// <summary>A restriction is asked for: <c>restriction.requested</c>. A command that was not answered in time is asked for again under its id.</summary>
public sealed record RestrictionRequested : AccountEffect
{
    /// <summary>The command's id, stable over its attempts.</summary>
    public required string CommandId { get; init; }

    /// <summary>Which time it is asked for, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>What shall be done.</summary>
    public required RestrictionAction Action { get; init; }

    /// <summary>Where; empty for all that the account is supplied with.</summary>
    public required ImmutableArray<ServicePoint> ServicePoints { get; init; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>By when an answer is expected.</summary>
    public required Instant Deadline { get; init; }

    /// <summary>The account's stage.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The policy that asks for it.</summary>
    public required string Policy { get; init; }

    /// <summary>Its version.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant RequestedAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => RequestedAt;
}

/// <summary>A command that is under way is called back: <c>restriction.cancelled</c>.</summary>
public sealed record RestrictionCancelled : AccountEffect
{
    /// <summary>The command.</summary>
    public required string CommandId { get; init; }

    /// <summary>What it had asked for.</summary>
    public required RestrictionAction Action { get; init; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant CancelledAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => CancelledAt;
}
