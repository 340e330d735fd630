using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using NodaTime;

namespace CreditRisk.Domain.Desk;

/// <summary>A task for a person.</summary>
/// <param name="Number">The number of the effect that opened it: its id is <c>account:number</c>.</param>
/// <param name="Kind">What is to be done: a word.</param>
/// <param name="About">What it is about within its kind, so that it is opened once.</param>
/// <param name="Reason">Why, for a person.</param>
/// <param name="DueAt">By when; a day later at each escalation.</param>
/// <param name="Escalations">How often it was overdue.</param>
/// <param name="IsDone">Whether it was done; it is kept until what it was opened for is over, so that it is not opened again.</param>
public sealed record OpenTask(long Number, string Kind, string About, string Reason, Instant DueAt, int Escalations, bool IsDone)
{
    /// <summary>How often a task escalates: nobody who has not heard it then hears it once more.</summary>
    public const int MostEscalations = 3;
}

/// <summary>An approval that was asked for.</summary>
/// <param name="Number">The number of the effect that asked: its id is <c>account:number</c>.</param>
/// <param name="Stage">The stage that waits for it.</param>
/// <param name="Approver">The role that must approve.</param>
/// <param name="Persons">How many different persons must, 1 or 2.</param>
/// <param name="DueAt">By when an answer is expected.</param>
/// <param name="GrantedBy">Who has granted it so far, each person once.</param>
/// <param name="RefusedBy">Who has refused it, or null.</param>
public sealed record Approval(
    long Number, Stage Stage, string Approver, int Persons, Instant DueAt, ImmutableArray<string> GrantedBy, string? RefusedBy)
{
    /// <summary>Whether it is granted by as many persons as must.</summary>
    public bool IsGranted => RefusedBy is null && GrantedBy.Length >= Persons;
}

/// <summary>What of an account is with persons. Immutable.</summary>
public sealed record DeskState
{
    /// <summary>Nothing is.</summary>
    public static readonly DeskState Start = new();

    /// <summary>Open tasks in the order in which they were opened.</summary>
    public ImmutableArray<OpenTask> Tasks { get; init; } = [];

    /// <summary>The approval that was asked for last, or null.</summary>
    public Approval? Approval { get; init; }
}
