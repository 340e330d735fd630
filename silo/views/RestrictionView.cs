using CreditRisk.Domain.Account;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>A restriction that is wanted and has not left, as it is shown.</summary>
/// <param name="Number">Counts the wants of the account.</param>
/// <param name="Level">How far supply is to be restricted.</param>
/// <param name="Since">Since when.</param>
/// <param name="ReadyAt">Since when nothing in the account holds it back, or null.</param>
public sealed record WantView(long Number, string Level, Instant Since, Instant? ReadyAt);

/// <summary>A command in flight as it is shown.</summary>
/// <param name="Id">The command.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Phase"><c>sent</c>, <c>called-back</c> or <c>unanswered</c>.</param>
/// <param name="Attempt">How often it was sent.</param>
/// <param name="SentAt">When it was sent last.</param>
/// <param name="AnswerBy">By when an answer is expected.</param>
public sealed record CommandView(string Id, string Action, string Phase, int Attempt, Instant SentAt, Instant AnswerBy);

/// <summary>The restriction of an account's supply as it is shown.</summary>
/// <param name="InForce">How far supply is restricted: <c>none</c>, <c>limit</c> or <c>stop</c>.</param>
/// <param name="Wanted">What is wanted, or null.</param>
/// <param name="InFlight">What is under way, or null.</param>
/// <param name="RetryAt">Until when nothing is tried after a failure, or null.</param>
/// <param name="RestoreBy">By when supply must be back, or null.</param>
/// <param name="Escalated">Whether a person looks after it.</param>
public sealed record RestrictionView(string InForce, WantView? Wanted, CommandView? InFlight, Instant? RetryAt, Instant? RestoreBy, bool Escalated)
{
    /// <summary>The restriction of an account.</summary>
    public static RestrictionView Of(AccountState state)
    {
        var restriction = state.Restriction;
        return new RestrictionView(
            restriction.InForce.Word(),
            restriction.Wanted is { } wanted ? new WantView(wanted.Number, wanted.Level.Word(), wanted.Since, wanted.ReadyAt) : null,
            restriction.InFlight is { } flight
                ? new CommandView(AccountEffect.IdOf(state.Id, flight.Number), flight.Action.Word(), Words.Of(flight.Phase), flight.Attempt, flight.SentAt, flight.AnswerBy)
                : null,
            restriction.RetryAt,
            restriction.RestoreBy,
            restriction.IsEscalated);
    }
}
