using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Restrictions;

/// <summary>How far a command that was sent has come. The numbers are stored: never reuse one.</summary>
public enum CommandPhase : byte
{
    /// <summary>Sent; an answer is awaited.</summary>
    Sent = 0,

    /// <summary>Called back; whether it was executed before that is awaited.</summary>
    CalledBack = 1,

    /// <summary>Not answered in time; it is sent again when it may leave.</summary>
    Unanswered = 2,
}

/// <summary>The command in flight; an account has at most one.</summary>
/// <param name="Number">The number of the effect that sent it first: its id is <c>account:number</c>.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Phase">How far it has come.</param>
/// <param name="Attempt">How often it was sent, from 1.</param>
/// <param name="SentAt">When it was sent last.</param>
/// <param name="AnswerBy">By when an answer is expected.</param>
public sealed record CommandInFlight(long Number, RestrictionAction Action, CommandPhase Phase, int Attempt, Instant SentAt, Instant AnswerBy);

/// <summary>A command that is over, kept for answers that come late.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Action">What it asked for.</param>
public readonly record struct PastCommand(long Number, RestrictionAction Action);

/// <summary>A restriction that is wanted and has not left: it waits for guards, and for leave from outside the account.</summary>
/// <param name="Number">Counts the wants of the account, from 1: a leave is for one of them.</param>
/// <param name="Level">How far supply is to be restricted.</param>
/// <param name="Since">Since when it is wanted.</param>
/// <param name="ReadyAt">Since when nothing in the account holds it back, or null.</param>
/// <param name="HasLeave">Whether it was given leave; used up or lost at the next evaluation.</param>
public sealed record WantedRestriction(long Number, RestrictionLevel Level, Instant Since, Instant? ReadyAt, bool HasLeave);

/// <summary>What is known of the restriction of an account's supply, and what is under way. Immutable.</summary>
public sealed record RestrictionState
{
    /// <summary>Commands that are over which are remembered.</summary>
    public const int MostPast = 16;

    /// <summary>Never restricted.</summary>
    public static readonly RestrictionState Start = new();

    /// <summary>How far supply is restricted, as last reported.</summary>
    public RestrictionLevel InForce { get; init; }

    /// <summary>When the report that says so happened; results of before say nothing any more.</summary>
    public Instant AsOf { get; init; } = NodaConstants.UnixEpoch;

    /// <summary>What was in force before <see cref="InForce"/> was guessed, since nobody said whether the last command was executed; null where it is as reported.</summary>
    public RestrictionLevel? BeforeGuess { get; init; }

    /// <summary>What is wanted and has not left, or null.</summary>
    public WantedRestriction? Wanted { get; init; }

    /// <summary>What is in flight, or null.</summary>
    public CommandInFlight? InFlight { get; init; }

    /// <summary>Wants so far.</summary>
    public long Wants { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Until when nothing is tried after a failure, or null.</summary>
    public Instant? RetryAt { get; init; }

    /// <summary>Whether it was handed to a person: no cut is tried before his task is done.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>By when supply must be back, or null where nothing is to be restored.</summary>
    public Instant? RestoreBy { get; init; }

    /// <summary>Commands that are over, the oldest first.</summary>
    public ImmutableArray<PastCommand> Past { get; init; } = [];

    /// <summary>The same with the command in flight among those that are over.</summary>
    /// <exception cref="InvalidOperationException">None is in flight.</exception>
    public RestrictionState Landed()
    {
        var done = InFlight ?? throw new InvalidOperationException("no command is in flight");
        var past = Past.Length < MostPast ? Past : Past.RemoveAt(0);
        return this with { InFlight = null, Past = past.Add(new PastCommand(done.Number, done.Action)) };
    }

    /// <summary>What the command of a number asked for, or null where it is not known any more.</summary>
    public RestrictionAction? ActionOf(long number)
    {
        if (InFlight?.Number == number)
        {
            return InFlight.Action;
        }

        foreach (var past in Past)
        {
            if (past.Number == number)
            {
                return past.Action;
            }
        }

        return null;
    }
}
