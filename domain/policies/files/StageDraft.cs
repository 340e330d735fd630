using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>A condition and where it stands.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Name">What messages call it: <c>'exit' of 'warning'</c>.</param>
internal sealed record PlacedCondition(Condition Condition, Position At, string Name);

/// <summary>A stage as it stands in a file, complete or not.</summary>
internal sealed record StageDraft
{
    /// <summary>The stage.</summary>
    public required Stage Stage { get; init; }

    /// <summary>When it is climbed to.</summary>
    public PlacedCondition? Enter { get; init; }

    /// <summary>When it is entered from any lower stage.</summary>
    public PlacedCondition? Direct { get; init; }

    /// <summary>When it is left; null only where the file is refused.</summary>
    public PlacedCondition? Exit { get; init; }

    /// <summary>Least days from the stage before.</summary>
    public int AfterDays { get; init; }

    /// <summary>Least days that it lasts.</summary>
    public int StayDays { get; init; }

    /// <summary>The bad mark.</summary>
    public string? Mark { get; init; }

    /// <summary>How far supply is restricted.</summary>
    public RestrictionLevel Restrict { get; init; }

    /// <summary>Least days from the served notification.</summary>
    public int ServedDays { get; init; }

    /// <summary>The template of the notification.</summary>
    public string? Notify { get; init; }

    /// <summary>The role that must approve.</summary>
    public string? Approver { get; init; }

    /// <summary>The kind of the task.</summary>
    public string? Task { get; init; }

    /// <summary>Whether the account is listed.</summary>
    public bool IsListing { get; init; }

    /// <summary>The rule, of a file without mistakes.</summary>
    public StageRule ToRule() => new(Stage, Enter?.Condition, Direct?.Condition, Exit!.Condition, AfterDays, StayDays, Mark)
    {
        Restrict = Restrict,
        ServedDays = ServedDays,
        Notify = Notify,
        Approver = Approver,
        Task = Task,
        IsListing = IsListing,
    };
}
