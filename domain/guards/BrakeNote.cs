using NodaTime;

namespace CreditRisk.Domain.Guards;

/// <summary>Why, by whom and when a brake was set.</summary>
public sealed record BrakeNote
{
    /// <summary>Most characters of a reason.</summary>
    public const int MostReason = 500;

    /// <summary>Most characters of an actor.</summary>
    public const int MostActor = 200;

    /// <summary>Makes a note.</summary>
    /// <param name="reason">Why, 1-500 characters that are not all blank.</param>
    /// <param name="actor">Who, 1-200 characters that are not all blank.</param>
    /// <param name="at">When.</param>
    /// <exception cref="ArgumentException">A text is missing or too long.</exception>
    public BrakeNote(string reason, string actor, Instant at)
    {
        Reason = Checked(reason, MostReason, nameof(reason));
        Actor = Checked(actor, MostActor, nameof(actor));
        At = at;
    }

    /// <summary>Why, 1-500 characters.</summary>
    public string Reason { get; }

    /// <summary>Who, 1-200 characters.</summary>
    public string Actor { get; }

    /// <summary>When.</summary>
    public Instant At { get; }

    /// <summary><c>since 2026-03-01T08:00:00Z by alice: tariff error</c>.</summary>
    public override string ToString() => $"since {At} by {Actor}: {Reason}";

    private static string Checked(string text, int most, string name) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most ? text : throw new ArgumentException($"the {name} must have 1 to {most} characters", name);
}

/// <summary>A brake that is on or off.</summary>
/// <param name="IsOn">Whether it is on.</param>
/// <param name="Note">Why, by whom and since when it is as it is; null where it was never set.</param>
public sealed record BrakeSwitch(bool IsOn, BrakeNote? Note)
{
    /// <summary>Off, as it is before anybody sets it.</summary>
    public static BrakeSwitch Unset { get; } = new(false, null);
}

/// <summary>The most restrictions that leave in a region in an hour.</summary>
/// <param name="MostPerHour">The number, 0 for none at all, or null for no cap.</param>
/// <param name="Note">Why, by whom and since when it is as it is; null where it was never set.</param>
public sealed record RateCap(int? MostPerHour, BrakeNote? Note)
{
    /// <summary>No cap, as it is before anybody sets one.</summary>
    public static RateCap Unset { get; } = new(null, null);
}

/// <summary>A change of a brake, for the audit.</summary>
/// <param name="Version">The version that the change led to, 1 or more.</param>
/// <param name="Brake">What was set.</param>
/// <param name="IsOn">Whether it holds anything back since.</param>
/// <param name="MostPerHour">The number that a cap was set to; null for no cap, and for a switch.</param>
/// <param name="Note">Why, by whom and when.</param>
public sealed record BrakeChange(long Version, Brake Brake, bool IsOn, int? MostPerHour, BrakeNote Note);
