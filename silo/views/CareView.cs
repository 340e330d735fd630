using CreditRisk.Domain.Account;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>A promise or an instalment plan as it is shown. Amounts are decimal strings.</summary>
/// <param name="Id">The promise's or plan's id.</param>
/// <param name="Kind"><c>promise</c> or <c>plan</c>.</param>
/// <param name="Standing"><c>running</c>, <c>kept</c>, <c>broken</c> or <c>cancelled</c>.</param>
/// <param name="Left">What is still to be paid of it.</param>
/// <param name="NextDueOn">The day by which the next of it is due while it runs, or null.</param>
/// <param name="BrokenOn">The day on which it was broken, or null.</param>
public sealed record PromiseView(string Id, string Kind, string Standing, string Left, string? NextDueOn, string? BrokenOn);

/// <summary>A notification of an active stage as it is shown.</summary>
/// <param name="Id">The notification, or null where there was nobody to tell.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Template">The template.</param>
/// <param name="SentAt">When it was asked for.</param>
/// <param name="Outcome"><c>sent</c>, <c>delivered</c>, <c>bounced</c> or <c>given</c>.</param>
/// <param name="DeliveredAt">When it was delivered as is proven, or null.</param>
/// <param name="Evidence">What proves it, or null.</param>
public sealed record NoticeView(string? Id, string Stage, string Template, Instant SentAt, string Outcome, Instant? DeliveredAt, string? Evidence);

/// <summary>A task as it is shown.</summary>
/// <param name="Id">The task.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Reason">Why.</param>
/// <param name="DueAt">By when.</param>
/// <param name="Escalations">How often it was overdue.</param>
/// <param name="Done">Whether it was done.</param>
public sealed record TaskView(string Id, string Kind, string Reason, Instant DueAt, int Escalations, bool Done);

/// <summary>An approval that was asked for, as it is shown.</summary>
/// <param name="Id">The approval.</param>
/// <param name="Stage">The stage that waits for it.</param>
/// <param name="Approver">The role that must approve.</param>
/// <param name="Persons">How many different persons must.</param>
/// <param name="GrantedBy">Who has granted it.</param>
/// <param name="RefusedBy">Who has refused it, or null.</param>
/// <param name="DueAt">By when an answer is expected.</param>
public sealed record ApprovalView(string Id, string Stage, string Approver, int Persons, IReadOnlyList<string> GrantedBy, string? RefusedBy, Instant DueAt);

/// <summary>What is agreed with a customer, what he was told, and what is with persons, as it is shown.</summary>
internal static class CareView
{
    /// <summary>The promises and plans of an account.</summary>
    public static IReadOnlyList<PromiseView> PromisesOf(AccountState state) =>
    [
        .. Arrangements.Of(state.Ledger, state.Clock.Today, state.Clock.Zone).Select(view => new PromiseView(
            view.Arrangement.Id,
            Words.Of(view.Arrangement.Kind),
            Words.Of(view.Standing),
            Cash.Format(view.Left, state.Decimals),
            view.Standing == ArrangementStanding.Running ? view.NextDueOn.ToString() : null,
            view.BrokenOn?.ToString())),
    ];

    /// <summary>The notifications of an account's active stages.</summary>
    public static IReadOnlyList<NoticeView> NoticesOf(AccountState state) =>
    [
        .. state.Notices.Select(notice => new NoticeView(
            notice.Number > 0 ? AccountEffect.IdOf(state.Id, notice.Number) : null,
            notice.Stage.Name(),
            notice.Template,
            notice.SentAt,
            Words.Of(notice.Outcome),
            notice.DeliveredAt,
            notice.Evidence)),
    ];

    /// <summary>The tasks about an account.</summary>
    public static IReadOnlyList<TaskView> TasksOf(AccountState state) =>
        [.. state.Desk.Tasks.Select(task => new TaskView(AccountEffect.IdOf(state.Id, task.Number), task.Kind, task.Reason, task.DueAt, task.Escalations, task.IsDone))];

    /// <summary>The approval that was asked for last, or null.</summary>
    public static ApprovalView? ApprovalOf(AccountState state) => state.Desk.Approval is { } asked
        ? new ApprovalView(AccountEffect.IdOf(state.Id, asked.Number), asked.Stage.Name(), asked.Approver, asked.Persons, asked.GrantedBy, asked.RefusedBy, asked.DueAt)
        : null;
}
