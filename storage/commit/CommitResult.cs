namespace CreditRisk.Storage.Commit;

/// <summary>What became of something that was handed to the group committer.</summary>
public enum CommitOutcome
{
    /// <summary>It is durable.</summary>
    Committed,

    /// <summary>The account's row has another version than the expected one: nothing of the write was stored. Load the account anew.</summary>
    Conflict,

    /// <summary>It was not stored, or nobody knows whether it was. Load the account anew: what the row holds decides.</summary>
    Lost,

    /// <summary>The store takes everything else, but not this, for what is in it: nothing of it was stored, and the same would be refused again.</summary>
    Refused,
}

/// <summary>What became of something that was handed to the group committer, and why.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Message">Why it was lost or refused, else null.</param>
public readonly record struct CommitResult(CommitOutcome Outcome, string? Message)
{
    /// <summary>It is durable.</summary>
    public static readonly CommitResult Committed = new(CommitOutcome.Committed, null);

    /// <summary>The row has another version.</summary>
    public static readonly CommitResult Conflict = new(CommitOutcome.Conflict, null);

    /// <summary>It was not stored, or nobody knows.</summary>
    public static CommitResult Lost(string message) => new(CommitOutcome.Lost, message);

    /// <summary>It was refused for its content.</summary>
    public static CommitResult Refused(string message) => new(CommitOutcome.Refused, message);
}
