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
/// <param name="IsCancelled">The item asked for was cancelled since.</param>
/// <param name="IsBeyond">The history does not go back far enough to tell: what is older was dropped.</param>
public sealed record HistoryAnswer(bool EventKnown, bool FactKnown, AccountEvent? Target, bool IsCancelled = false, bool IsBeyond = false)
{
    /// <summary>Nothing of it is in the history.</summary>
    public static readonly HistoryAnswer Nothing = new(false, false, null);
}

/// <summary>
/// A whole history that is at hand, as it grows: it answers in the same time however long it is. Not thread-safe.
/// </summary>
public sealed class HistoryIndex
{
    private readonly HashSet<(string Source, string Id)> _events = [];
    private readonly Dictionary<FactId, AccountEvent> _facts = [];
    private readonly HashSet<FactId> _cancelled = [];

    /// <summary>Adds an event that was applied, after all that were applied before it.</summary>
    public void Add(AccountEvent applied)
    {
        _events.Add((applied.Header.Source, applied.Header.Id));
        if (applied.Fact is { } fact)
        {
            _facts[fact] = applied;
            _cancelled.Remove(fact);
        }

        if (applied is ItemCancelled && Targets.Of(applied) is { } item && _facts.ContainsKey(item))
        {
            _cancelled.Add(item);
        }
    }

    /// <summary>The answer to a question about the event that is to be applied next.</summary>
    /// <param name="event">The event.</param>
    /// <param name="question">What it asks.</param>
    public HistoryAnswer Answer(AccountEvent @event, HistoryQuestion question) => new(
        _events.Contains((@event.Header.Source, @event.Header.Id)),
        question.Fact is { } fact && _facts.ContainsKey(fact),
        question.Target is { } target ? _facts.GetValueOrDefault(target) : null,
        question.Target is { } item && _cancelled.Contains(item));
}
