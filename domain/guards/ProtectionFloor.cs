namespace CreditRisk.Domain.Guards;

/// <summary>What the law asks for before a customer of a protection class is restricted.</summary>
public sealed record ProtectionFloor
{
    /// <summary>Nothing.</summary>
    public static ProtectionFloor None { get; } = new();

    /// <summary>Who must approve, as the operator calls him; null where nobody must.</summary>
    public string? Approver { get; init; }

    /// <summary>Whether the one who approves must be another person than the one who asks.</summary>
    public bool SecondPerson { get; init; }

    /// <summary>Whether the authority gets a copy of the demand.</summary>
    public bool CopyToAuthority { get; init; }

    /// <summary>Whether the supply is only limited, to the load that safety needs.</summary>
    public bool SafetyLoad { get; init; }
}
