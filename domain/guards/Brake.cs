namespace CreditRisk.Domain.Guards;

/// <summary>What holds back, for everybody, restrictions that would leave. The numbers are stored and sent.</summary>
public enum Brake : byte
{
    /// <summary>Nothing leaves.</summary>
    KillSwitch = 0,

    /// <summary>Nothing leaves; what would have left is shown.</summary>
    DryRun = 1,

    /// <summary>So many leave in an hour.</summary>
    RateCap = 2,
}

/// <summary>Whether a restriction may leave.</summary>
public readonly record struct Leave
{
    private Leave(Brake heldBy, string reason) => (HeldBy, Reason) = (heldBy, reason);

    /// <summary>It may leave.</summary>
    public static Leave Allowed => default;

    /// <summary>What holds it back, or null where it may leave.</summary>
    public Brake? HeldBy { get; }

    /// <summary>Why it is held back, for a person; null where it may leave.</summary>
    public string? Reason { get; }

    /// <summary>Whether it may leave.</summary>
    public bool IsAllowed => HeldBy is null;

    /// <summary>It is held back.</summary>
    /// <param name="by">By what.</param>
    /// <param name="reason">Why, for a person.</param>
    public static Leave Held(Brake by, string reason) => new(by, reason);
}
