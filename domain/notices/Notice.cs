using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Notices;

/// <summary>What became of a notification. The numbers are stored: never reuse one.</summary>
public enum NoticeOutcome : byte
{
    /// <summary>Nothing was heard of it.</summary>
    Sent = 0,

    /// <summary>Its delivery is proven.</summary>
    Delivered = 1,

    /// <summary>It bounced: it served nobody. Another way is tried at the next evaluation.</summary>
    Bounced = 2,

    /// <summary>It bounced, and another one was sent or a person was asked.</summary>
    Given = 3,
}

/// <summary>A notification that was asked for, as long as the stage is active that it belongs to.</summary>
/// <param name="Number">The number of the effect that asked for it: its id is <c>account:number</c>.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Entry">The entry of the stage.</param>
/// <param name="Template">The template.</param>
/// <param name="Contact">Which of the customer's contacts it went to, from 0 in their order.</param>
/// <param name="SentAt">When it was asked for.</param>
public sealed record Notice(long Number, Stage Stage, int Entry, string Template, int Contact, Instant SentAt)
{
    /// <summary>What became of it.</summary>
    public NoticeOutcome Outcome { get; init; }

    /// <summary>When it was delivered as is proven; null unless it was.</summary>
    public Instant? DeliveredAt { get; init; }

    /// <summary>What proves it, or null.</summary>
    public string? Evidence { get; init; }
}
