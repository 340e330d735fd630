using CreditRisk.Domain.Ladder;
using NodaTime;

namespace CreditRisk.Domain.Effects;

/// <summary>The customer, or the authority, is to be told something: <c>notification.requested</c>.</summary>
public sealed record NotificationRequested : AccountEffect
{
    /// <summary>The notification's id, by which its delivery is reported.</summary>
    public string NotificationId => IdOf(Account, Number);

    /// <summary>The template.</summary>
    public required string Template { get; init; }

    /// <summary>The channel: e-mail, sms, letter ...</summary>
    public required string Channel { get; init; }

    /// <summary>The address on that channel.</summary>
    public required string Recipient { get; init; }

    /// <summary>BCP 47 tag of the language, or null where none is known.</summary>
    public required string? Language { get; init; }

    /// <summary>The text in plain words, for channels without a template of their own.</summary>
    public required string Text { get; init; }

    /// <summary>The stage that it belongs to.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant RequestedAt { get; init; }

    /// <inheritdoc/>
    public override Instant DecidedAt => RequestedAt;
}
