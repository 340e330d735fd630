using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>Which policy an account has, and when it has to be woken for it.</summary>
internal static class AccountPolicies
{
    /// <summary>The policy of an account, with its versions.</summary>
    public static PolicyTimeline Of(this PolicyBook book, AccountState state) =>
        book.Select(state.Profile.Segment.Value, state.Profile.Terms.Value ?? Terms.Postpaid, state.Score.Grade);

    /// <summary>
    /// Sets when the account is woken: at the start of its next day, or when another version of its policy comes into force before. The second is not stored: it follows from the policies as
    /// they are now, so that an account which is read after a version was added knows of it.
    /// </summary>
    public static void SetWake(this AccountState state, PolicyBook book)
    {
        var day = state.WakeOn == CivilDate.MaxValue ? Instant.MaxValue : state.WakeOn.StartIn(state.Clock.Zone);
        state.WakeAt = Instant.Min(Instant.Min(day, state.AlarmAt), book.Of(state).ChangeAfter(state.Now));
    }
}
