using System.Globalization;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>What else leaves the account of a story, and what is answered.</summary>
internal sealed partial class AccountStory
{
    /// <summary>Everything that left.</summary>
    public IReadOnlyList<AccountEffect> Effects => _effects;

    /// <summary>Commands with the day on which they left: <c>20.5 stop</c>, <c>21 stop again 2</c>, <c>22 cancel stop</c>.</summary>
    public string[] Commands => [.. _effects.Select(Text).OfType<string>()];

    /// <summary>Notifications: <c>7 demand to letter</c>.</summary>
    public string[] Notifications => [.. _effects.OfType<NotificationRequested>().Select(sent => $"{Days(sent)} {sent.Template} to {sent.Channel}")];

    /// <summary>Tasks: <c>7 opened dispute-deadline</c>.</summary>
    public string[] Tasks => [.. _effects.OfType<TaskMoved>().Select(task => $"{Days(task)} {task.Step.ToString().ToLowerInvariant()} {task.Kind}")];

    /// <summary>Answers the last command.</summary>
    public AccountStory Executed(double at, double? happened = null, double? logged = null, string? id = null) => Result(at, ResultKind.RestrictionExecuted, id ?? LastCommand, happened, logged);

    public AccountStory Restored(double at, double? happened = null, double? logged = null, string? id = null) => Result(at, ResultKind.RestrictionRestored, id ?? LastCommand, happened, logged);

    public AccountStory NotExecuted(double at, string? id = null) => Result(at, ResultKind.RestrictionFailed, id ?? LastCommand);

    /// <summary>The last notification arrived.</summary>
    public AccountStory Delivered(double at, double? happened = null) => Result(at, ResultKind.NotificationDelivered, LastToCustomer, happened);

    public AccountStory Bounced(double at) => Result(at, ResultKind.NotificationBounced, LastToCustomer);

    public AccountStory Granted(double at, string by) => Result(at, ResultKind.ApprovalGranted, _effects.OfType<ApprovalRequested>().Last().ApprovalId, by: by);

    public AccountStory NotGranted(double at, string by) => Result(at, ResultKind.ApprovalRefused, _effects.OfType<ApprovalRequested>().Last().ApprovalId, by: by);

    public AccountStory Completed(double at) => Result(at, ResultKind.TaskCompleted, _effects.OfType<TaskMoved>().Last().TaskId);

    /// <summary>What is wanted may leave.</summary>
    public AccountStory Allow(double at, long? want = null) => Applied(new RestrictionAllowed(Header(at, "/creditrisk"), want ?? State.Restriction.Wants));

    public AccountStory Result(double at, ResultKind kind, string id, double? happened = null, double? logged = null, string? by = null) => Applied(
        new ResultReported(Header(at, "workflow"), kind, id, Reason: null, happened is { } day ? At(day) : null, by), logged);

    public AccountStory Promise(double at, string id, long minor, int by, double? logged = null) => Applied(new PromiseMade(Header(at, "crm"), id, Part(minor), Day(by)), logged);

    public AccountStory Plan(double at, string id, params (int Due, long Minor)[] instalments) => Applied(
        new PlanAgreed(Header(at, "crm"), id, [.. instalments.Select(part => new Instalment(Day(part.Due), Part(part.Minor)))]));

    public AccountStory CancelPlan(double at, string id) => Applied(new PlanCancelled(Header(at, "crm"), id));

    /// <summary>The id of the last command.</summary>
    public string LastCommand => _effects.OfType<RestrictionRequested>().Last().CommandId;

    private string LastToCustomer => _effects.OfType<NotificationRequested>().Last(sent => sent.Channel != "authority").NotificationId;

    private static string? Text(AccountEffect effect) => effect switch
    {
        RestrictionRequested { Attempt: 1 } command => $"{Days(effect)} {command.Action.Word()}",
        RestrictionRequested command => $"{Days(effect)} {command.Action.Word()} again {command.Attempt}",
        RestrictionCancelled cancelled => $"{Days(effect)} cancel {cancelled.Action.Word()}",
        _ => null,
    };

    private static string Days(AccountEffect effect) => DayOf(effect.DecidedAt).ToString("0.##", CultureInfo.InvariantCulture);
}
