using System.Diagnostics.CodeAnalysis;
using CreditRisk.Domain.Events;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Why an event cannot be used.</summary>
/// <param name="Reason">One of <see cref="RefusalReasons"/>.</param>
/// <param name="Message">
/// For people: the path of the field (<c>data.allocation[2].amount</c>), what was found (at most 40 characters of it, control
/// characters escaped) and what was expected.
/// </param>
public readonly record struct Refusal(string Reason, string Message);

/// <summary>
/// What could be read of a refused event's attributes, for its dead letter: unchecked, each cut to 256 characters, null where it
/// could not be read.
/// </summary>
/// <param name="Id">The sender's id of the event.</param>
/// <param name="Source">The sender.</param>
/// <param name="Subject">The account.</param>
/// <param name="Type">The event type.</param>
public readonly record struct RefusedAttributes(string? Id, string? Source, string? Subject, string? Type);

/// <summary>Either an event or a refusal.</summary>
public readonly struct DecodeResult
{
    // One reference for all that a refusal carries: results of the hot path stay two words.
    private readonly Refused? _refused;

    internal DecodeResult(AccountEvent accountEvent) => Event = accountEvent;

    internal DecodeResult(Refusal refusal, RefusedAttributes attributes) => _refused = new Refused(refusal, attributes);

    /// <summary>Whether the event was decoded; otherwise it was refused.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsEvent => Event is not null;

    /// <summary>The event, or null when it was refused.</summary>
    public AccountEvent? Event { get; }

    /// <summary>Why it was refused, or null when it was not.</summary>
    public Refusal? Refusal => _refused?.Refusal;

    /// <summary>What could be read of a refused event's attributes; all null when it was not refused.</summary>
    public RefusedAttributes Attributes => _refused?.Attributes ?? default;

    private sealed record Refused(Refusal Refusal, RefusedAttributes Attributes);
}
