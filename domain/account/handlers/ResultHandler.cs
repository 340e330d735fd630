using System.Collections.Immutable;
using System.Globalization;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Notices;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Handlers;

/// <summary>Applies what others answer: how commands went, what became of notifications, what persons decided. It books what is known; what follows from it the evaluation decides.</summary>
internal static class ResultHandler
{
    public static Verdict Apply(in Draft draft, ResultReported result)
    {
        var state = draft.State;
        if (NumberOf(state, result.RequestId) is not { } number)
        {
            return Verdict.Refuse(RefusalCodes.UnknownRequest, $"{SenderText.Show(result.RequestId)} is nothing that this account has asked for: its requests are {state.Id}:1 and so on");
        }

        if (number > state.Effects)
        {
            return Verdict.WaitFor(FactKind.Request, result.RequestId);
        }

        // A clock that is ahead must not make all that is reported later look old.
        var at = Instant.Min(result.At ?? result.Header.Time, state.Now);
        switch (result.Kind)
        {
            case ResultKind.RestrictionExecuted or ResultKind.RestrictionRestored:
                state.Restriction = Executed(state.Restriction, number, result.Kind == ResultKind.RestrictionRestored, at);
                return Verdict.Done;
            case ResultKind.RestrictionFailed:
                state.Restriction = Failed(state, number, draft.Policy.Terms.Restriction);
                return Verdict.Done;
            case ResultKind.NotificationDelivered or ResultKind.NotificationBounced:
                state.Notices = Told(state.Notices, number, result, at);
                return Verdict.Done;
            case ResultKind.ApprovalGranted or ResultKind.ApprovalRefused:
                return Decide(state, number, result);
            default:
                Complete(state, number);
                return Verdict.Done;
        }
    }

    public static Verdict Apply(in Draft draft, RestrictionAllowed allowed)
    {
        // A leave for a want that is over, or was let go and came back, is for nothing.
        var restriction = draft.State.Restriction;
        if (restriction.Wanted is { } wanted && wanted.Number == allowed.Want)
        {
            draft.State.Restriction = restriction with { Wanted = wanted with { HasLeave = true } };
        }

        return Verdict.Done;
    }

    /// <summary>The number of the effect that an id names, or null where it is no id of this account.</summary>
    private static long? NumberOf(AccountState state, string requestId)
    {
        var colon = requestId.LastIndexOf(':');
        return colon == state.Id.Length && requestId.StartsWith(state.Id, StringComparison.Ordinal)
            && long.TryParse(requestId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
    }

    // Results may come late, twice and out of order: what happened last in the business is what is in force.
    private static RestrictionState Executed(RestrictionState state, long number, bool isRestored, Instant at)
    {
        // Of a command so old that it is not known any more, the worst is taken for true: what is not wanted is restored.
        var action = isRestored ? RestrictionAction.Restore : state.ActionOf(number) ?? RestrictionAction.Stop;

        if (at >= state.AsOf)
        {
            state = state with { InForce = action.Reached(), AsOf = at, BeforeGuess = null };
        }

        return state.InFlight?.Number == number ? state.Landed() with { Failures = 0, RetryAt = null } : state;
    }

    private static RestrictionState Failed(AccountState account, long number, Policies.RestrictionTerms terms)
    {
        var state = account.Restriction;
        if (state.InFlight is not { } flight || flight.Number != number)
        {
            // It was taken for executed, since nobody said anything: it was not.
            return state.BeforeGuess is { } before && state.Past is [.., var last] && last.Number == number
                ? state with { InForce = before, BeforeGuess = null }
                : state;
        }

        state = state.Landed();
        if (flight.Phase == CommandPhase.CalledBack)
        {
            return state;
        }

        var failures = state.Failures + 1;
        var isCut = flight.Action.Reached() > state.InForce;
        return state with
        {
            Failures = failures,
            RetryAt = account.Now + Duration.FromHours(terms.RetryHours),
            IsEscalated = isCut && failures >= terms.Attempts,
        };
    }

    private static ImmutableArray<Notice> Told(ImmutableArray<Notice> notices, long number, ResultReported result, Instant at)
    {
        for (var i = 0; i < notices.Length; i++)
        {
            var notice = notices[i];
            if (notice.Number == number)
            {
                return result.Kind == ResultKind.NotificationDelivered
                    ? notices.SetItem(i, notice with { Outcome = NoticeOutcome.Delivered, DeliveredAt = Instant.Max(at, notice.SentAt), Evidence = result.Evidence })
                    : notice.Outcome == NoticeOutcome.Sent || notice.Outcome == NoticeOutcome.Delivered
                        ? notices.SetItem(i, notice with { Outcome = NoticeOutcome.Bounced, DeliveredAt = null })
                        : notices;
            }
        }

        return notices;
    }

    private static Verdict Decide(AccountState state, long number, ResultReported result)
    {
        if (result.By is not { Length: > 0 } person)
        {
            return Verdict.Refuse(RefusalCodes.NoPerson, "data.by is absent: an approval is worth nothing without the person who gave or refused it");
        }

        if (state.Desk.Approval is { } asked && asked.Number == number && asked.RefusedBy is null)
        {
            state.Desk = state.Desk with
            {
                Approval = result.Kind == ResultKind.ApprovalRefused ? asked with { RefusedBy = person }
                    : asked.GrantedBy.Contains(person) ? asked
                    : asked with { GrantedBy = asked.GrantedBy.Add(person) },
            };
        }

        return Verdict.Done;
    }

    private static void Complete(AccountState state, long number)
    {
        var tasks = state.Desk.Tasks;
        for (var i = 0; i < tasks.Length; i++)
        {
            if (tasks[i].Number != number || tasks[i].IsDone)
            {
                continue;
            }

            var task = tasks[i];
            state.Desk = state.Desk with { Tasks = tasks.SetItem(i, task with { IsDone = true }) };
            if (task.Kind == Evaluation.DeskRules.Undeliverable)
            {
                // Whoever has done it knows a way now: what a stage still waits for is sent again.
                state.Notices = state.Notices.RemoveAll(notice => Evaluation.NoticeRules.AboutOf(notice) == task.About);
            }

            if (task.Kind == Evaluation.DeskRules.RestrictionFailed)
            {
                state.Restriction = state.Restriction with { IsEscalated = false, Failures = 0, RetryAt = null };
            }
        }
    }
}
