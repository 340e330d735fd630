using System.Globalization;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Notices;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Notifications: sent when a stage is entered, again another way when they bounce, forgotten with the stage. Only what is proven to be delivered has served anybody.</summary>
internal static class NoticeRules
{
    /// <summary>The template of the last word before a restriction.</summary>
    public const string LastWord = "last-word";

    private const string AuthorityCopy = "authority-copy";
    private const string Authority = "authority";

    /// <summary>What a task about a notification is about.</summary>
    public static string AboutOf(Notice notice) => $"{notice.Stage.Name()}:{notice.Entry}:{notice.Template}";

    /// <summary>The demand that a stage builds upon: that of the highest stage below it which sends one; null where none was sent in the present entry of that stage.</summary>
    public static Notice? DemandBefore(in LadderView view, Stage stage)
    {
        for (var i = view.Policy.Stages.Length - 1; i >= 0; i--)
        {
            var rule = view.Policy.Stages[i];
            if (rule.Stage < stage && rule.Notify is not null)
            {
                return view.Draft.Ladder.EntryOf(rule.Stage) is { } entry ? LastDemand(view.Draft, entry) : null;
            }
        }

        return null;
    }

    /// <summary>Sends the demand that a stage waits for where there is none: the policy asked for none when the stage below was entered, or a person has found a way to the customer.</summary>
    public static void Ensure(in LadderView view, Stage stage, ReadOnlySpan<Holdback> held)
    {
        var isAwaited = false;
        foreach (var holdback in held)
        {
            isAwaited |= holdback.Guard == Guard.ServedNotice;
        }

        if (!isAwaited || DemandBefore(view, stage) is not null)
        {
            return;
        }

        for (var i = view.Policy.Stages.Length - 1; i >= 0; i--)
        {
            var rule = view.Policy.Stages[i];
            if (rule.Stage < stage && rule.Notify is { } template)
            {
                if (view.Draft.Ladder.EntryOf(rule.Stage) is { } entry)
                {
                    Send(view, entry.Stage, entry.Number, template, 0);
                }

                return;
            }
        }
    }

    /// <summary>The notification of a template that an entry of a stage sent last, or null.</summary>
    public static Notice? Last(AccountState state, Stage stage, int entry, string template)
    {
        for (var i = state.Notices.Length - 1; i >= 0; i--)
        {
            var notice = state.Notices[i];
            if (notice.Stage == stage && notice.Entry == entry && notice.Template == template)
            {
                return notice;
            }
        }

        return null;
    }

    // By whatever template: the policy's version may have changed since.
    private static Notice? LastDemand(AccountState state, StageEntry entry)
    {
        for (var i = state.Notices.Length - 1; i >= 0; i--)
        {
            var notice = state.Notices[i];
            if (notice.Stage == entry.Stage && notice.Entry == entry.Number && notice.Template != LastWord)
            {
                return notice;
            }
        }

        return null;
    }

    /// <summary>Sends what an entered stage has to say, and the copy that the law gives the authority of a demand.</summary>
    public static void Enter(in LadderView view, StageRule rule, int entry)
    {
        if (rule.Notify is not { } template)
        {
            return;
        }

        Send(view, rule.Stage, entry, template, 0);
        if (view.Floors?.Of(view.Protection) is { CopyToAuthority: true })
        {
            Request(view, rule.Stage, AuthorityCopy, new Contact(Authority, Authority, null));
        }
    }

    /// <summary>Sends the last word before a restriction.</summary>
    public static void SendLastWord(in LadderView view, StageEntry entry) => Send(view, entry.Stage, entry.Number, LastWord, 0);

    /// <summary>Tries another way for what bounced, and forgets the notifications of stages that were left.</summary>
    public static void Move(in LadderView view)
    {
        var notices = view.Draft.Notices;
        for (var i = 0; i < notices.Length; i++)
        {
            var notice = notices[i];
            if (view.Draft.Ladder.EntryOf(notice.Stage) is not { } entry || entry.Number != notice.Entry)
            {
                view.Draft.Notices = view.Draft.Notices.Remove(notice);
            }
            else if (notice.Outcome == NoticeOutcome.Bounced)
            {
                view.Draft.Notices = view.Draft.Notices.Replace(notice, notice with { Outcome = NoticeOutcome.Given });
                Send(view, notice.Stage, notice.Entry, notice.Template, notice.Contact + 1);
            }
        }
    }

    /// <summary>Whether there is no way left to tell the customer what an active stage has to say.</summary>
    public static bool IsUndeliverable(AccountState state, Notice notice) =>
        notice.Outcome == NoticeOutcome.Given && Last(state, notice.Stage, notice.Entry, notice.Template) == notice;

    private static void Send(in LadderView view, Stage stage, int entry, string template, int contact)
    {
        var contacts = view.Draft.Profile.Contacts.Value ?? [];
        var isReachable = contact < contacts.Length;
        if (isReachable)
        {
            Request(view, stage, template, contacts[contact]);
        }
        else if (contact > 0)
        {
            return;
        }

        view.Draft.Notices = view.Draft.Notices.Add(new Notice(isReachable ? view.Draft.Effects : 0, stage, entry, template, contact, view.Draft.Now)
        {
            // Nobody to tell it to is as good as a notification that bounced everywhere.
            Outcome = isReachable ? NoticeOutcome.Sent : NoticeOutcome.Given,
        });
    }

    private static void Request(in LadderView view, Stage stage, string template, Contact contact) => view.Add(new NotificationRequested
    {
        Account = view.Draft.Id,
        Number = view.NextNumber(),
        Template = template,
        Channel = contact.Channel,
        Recipient = contact.Address,
        Language = contact.Language,
        Text = Text(view, stage),
        Stage = stage,
        RequestedAt = view.Draft.Now,
    });

    private static string Text(in LadderView view, Stage stage)
    {
        var figures = view.Figures;
        var since = figures.DaysPastDue > 0 ? $" since {figures.OldestDueOn}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Account {view.Draft.Id}: {stage.Name()}. {Cash.Format(figures.Overdue, view.Draft.Decimals)} {view.Draft.Currency?.Code} are overdue{since}.");
    }
}
