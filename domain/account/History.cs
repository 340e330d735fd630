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

    /// <summary>The answer out of a whole history that is at hand.</summary>
    /// <param name="applied">Every event that was applied before, the oldest first.</param>
    /// <param name="event">The event that is to be applied.</param>
    /// <param name="question">What it asks.</param>
    public static HistoryAnswer From(IReadOnlyCollection<AccountEvent> applied, AccountEvent @event, HistoryQuestion question) => new(
        applied.Any(earlier => (earlier.Header.Source, earlier.Header.Id) == (@event.Header.Source, @event.Header.Id)),
        question.Fact is { } fact && applied.Any(earlier => earlier.Fact == fact),
        question.Target is { } target ? applied.LastOrDefault(earlier => earlier.Fact == target) : null,
        [.. applied.SkipWhile(earlier => earlier.Fact != question.Target).Where(later => question.Target is { } named && Targets.Of(later) == named)]);
}
