using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>
/// What an account must know of its own history before it can judge an event, because the state no longer holds it. Most events
/// need nothing.
/// </summary>
/// <param name="EventHash">Was an event with this hash of (source, id) applied? Null when that is known.</param>
/// <param name="EventTime">The business time of that event.</param>
/// <param name="Fact">Was this business id used? Null when that is known.</param>
/// <param name="Target">Which event stated this fact? Null when that is known.</param>
public sealed record HistoryQuestion(ulong? EventHash, Instant EventTime, FactId? Fact, FactId? Target);

/// <summary>The history's answer.</summary>
/// <param name="EventKnown">The event was applied before.</param>
/// <param name="FactKnown">The business id was used before.</param>
/// <param name="Target">The event that stated the fact asked for, or null.</param>
/// <param name="Sequels">Events that named the fact asked for since, the oldest first; default for none.</param>
public sealed record HistoryAnswer(bool EventKnown, bool FactKnown, AccountEvent? Target, ImmutableArray<AccountEvent> Sequels = default)
{
    /// <summary>Nothing of it is in the history.</summary>
    public static readonly HistoryAnswer Nothing = new(false, false, null);
}
