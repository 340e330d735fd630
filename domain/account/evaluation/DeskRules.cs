using CreditRisk.Domain.Desk;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>What needs a person: approvals, and tasks that are open as long as there is something to do.</summary>
internal static class DeskRules
{
    /// <summary>Kinds of tasks that do not come from a policy.</summary>
    public const string DisputeDeadline = "dispute-deadline", ApprovalOverdue = "approval-overdue", RestrictionFailed = "restriction-failed", RestoreLate = "restore-late",
        Undeliverable = "undeliverable";

    /// <summary>Asks for the approval of a stage, once.</summary>
    public static void Ask(in LadderView view, StageRule rule, ReadOnlySpan<Holdback> held)
    {
        if (RestrictionGuards.ApprovalOf(view, rule, rule.Restrict) is not { } needed || (view.Draft.Desk.Approval is { } asked && asked.Stage == rule.Stage && asked.Persons >= needed.Persons))
        {
            return;
        }

        foreach (var holdback in held)
        {
            // Nobody is asked about what cannot happen yet anyway. The calendar alone is no reason to lose a day.
            if (holdback.Guard is not (Guard.Approval or Guard.Calendar))
            {
                return;
            }
        }

        var dueAt = DueAt(view);
        var number = view.NextNumber();
        view.Draft.Desk = view.Draft.Desk with { Approval = new Approval(number, rule.Stage, needed.Approver, needed.Persons, dueAt, [], null) };
        view.Add(new ApprovalRequested
        {
            Account = view.Draft.Id,
            Number = number,
            Approver = needed.Approver,
            Persons = needed.Persons,
            Level = rule.Restrict,
            Stage = rule.Stage,
            Reasons = [$"{view.Figures.DaysPastDue} days past due", .. view.Protection == Events.Protection.None ? Array.Empty<string>() : [$"the customer is {Events.EventWords.Of(view.Protection)}"]],
            DueAt = dueAt,
            RequestedAt = view.Draft.Now,
        });
    }

    /// <summary>Opens, closes and escalates tasks, and lets go of an approval whose stage is asked for no more.</summary>
    public static void Move(in LadderView view)
    {
        ForgetApproval(view);
        if (view.Draft.Desk.Tasks.IsEmpty && !MayNeedSomebody(view))
        {
            return;
        }

        var needs = Needs(view);
        Close(view, needs);
        foreach (var need in needs)
        {
            if (!view.Draft.Desk.Tasks.Any(task => task.Kind == need.Kind && task.About == need.About))
            {
                Open(view, need);
            }
        }

        Escalate(view);
        foreach (var task in view.Draft.Desk.Tasks)
        {
            view.Decisions.WakeBy(task.IsDone || task.Escalations >= OpenTask.MostEscalations ? null : task.DueAt);
        }
    }

    private static void ForgetApproval(in LadderView view)
    {
        if (view.Draft.Desk.Approval is not { } asked)
        {
            return;
        }

        var isActive = view.Draft.Ladder.EntryOf(asked.Stage) is not null;
        if (!isActive && (view.Policy.Rule(asked.Stage) is not { } rule || !(rule.Enter?.Holds(view.Figures) == true || rule.Direct?.Holds(view.Figures) == true)))
        {
            view.Draft.Desk = view.Draft.Desk with { Approval = null };
        }
        else if (asked is { IsGranted: false, RefusedBy: null })
        {
            view.Decisions.WakeBy(asked.DueAt);
        }
    }

    private static bool MayNeedSomebody(in LadderView view) =>
        !view.Draft.Ladder.Active.IsEmpty || !view.Draft.Ledger.Disputes.IsEmpty || view.Draft.Restriction.RestoreBy is not null || view.Draft.Desk.Approval is not null;

    private static List<Need> Needs(in LadderView view)
    {
        var (draft, now) = (view.Draft, view.Draft.Now);
        var needs = new List<Need>();
        foreach (var dispute in draft.Ledger.Disputes)
        {
            if (dispute.Deadline is { } deadline && deadline < view.Figures.Today)
            {
                needs.Add(new Need(DisputeDeadline, dispute.Id, $"dispute {dispute.Id} was to be decided by {deadline}"));
            }
        }

        if (draft.Desk.Approval is { IsGranted: false, RefusedBy: null } asked && asked.DueAt <= now)
        {
            needs.Add(new Need(ApprovalOverdue, AccountEffect.IdOf(draft.Id, asked.Number), $"{asked.Approver} has neither approved nor refused {asked.Stage.Name()}"));
        }

        if (draft.Restriction.IsEscalated)
        {
            needs.Add(new Need(RestrictionFailed, "cut", "the restriction failed, or nobody says whether it was executed"));
        }

        if (draft.Restriction.RestoreBy <= now)
        {
            needs.Add(new Need(RestoreLate, "restore", $"supply was to be restored by {draft.Restriction.RestoreBy}"));
        }

        AddOfStages(view, needs);
        return needs;
    }

    private static void AddOfStages(in LadderView view, List<Need> needs)
    {
        foreach (var notice in view.Draft.Notices)
        {
            if (NoticeRules.IsUndeliverable(view.Draft, notice))
            {
                needs.Add(new Need(Undeliverable, NoticeRules.AboutOf(notice), $"the {notice.Template} of {notice.Stage.Name()} reached nobody"));
            }
        }

        foreach (var entry in view.Draft.Ladder.Active)
        {
            if (view.Policy.Rule(entry.Stage)?.Task is { } kind)
            {
                needs.Add(new Need(kind, $"{entry.Stage.Name()}:{entry.Number}", $"{entry.Stage.Name()} since {entry.RaisedOn}"));
            }
        }
    }

    private static void Close(in LadderView view, List<Need> needs)
    {
        foreach (var task in view.Draft.Desk.Tasks)
        {
            if (!needs.Exists(need => need.Kind == task.Kind && need.About == task.About))
            {
                view.Draft.Desk = view.Draft.Desk with { Tasks = view.Draft.Desk.Tasks.Remove(task) };
                if (!task.IsDone)
                {
                    Tell(view, task, TaskStep.Closed, task.Reason);
                }
            }
        }
    }

    private static void Open(in LadderView view, Need need)
    {
        var task = new OpenTask(view.Draft.Effects + 1, need.Kind, need.About, need.Reason, DueAt(view), 0, IsDone: false);
        view.Draft.Desk = view.Draft.Desk with { Tasks = view.Draft.Desk.Tasks.Add(task) };
        Tell(view, task, TaskStep.Opened, task.Reason);
    }

    private static void Escalate(in LadderView view)
    {
        foreach (var task in view.Draft.Desk.Tasks)
        {
            if (!task.IsDone && task.Escalations < OpenTask.MostEscalations && task.DueAt <= view.Draft.Now)
            {
                var later = task with { DueAt = DueAt(view), Escalations = task.Escalations + 1 };
                view.Draft.Desk = view.Draft.Desk with { Tasks = view.Draft.Desk.Tasks.Replace(task, later) };
                Tell(view, later, TaskStep.Escalated, task.Reason);
            }
        }
    }

    private static void Tell(in LadderView view, OpenTask task, TaskStep step, string reason) => view.Add(new TaskMoved
    {
        Account = view.Draft.Id,
        Number = view.NextNumber(),
        TaskId = AccountEffect.IdOf(view.Draft.Id, task.Number),
        Step = step,
        Kind = task.Kind,
        Assignee = view.Draft.Profile.Manager.Value,
        DueAt = task.DueAt,
        Reason = reason,
        MovedAt = view.Draft.Now,
    });

    private static Instant DueAt(in LadderView view) => view.Draft.Now + Duration.FromDays(view.Policy.Terms.Restriction.DeskDays);

    private readonly record struct Need(string Kind, string About, string Reason);
}
