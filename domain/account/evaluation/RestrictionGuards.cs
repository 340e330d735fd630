using System.Collections.Immutable;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Notices;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>What of the account itself, of the calendar and of the law holds a stage or a restriction back. Asked when a stage would be entered, and again when a command would leave.</summary>
internal static class RestrictionGuards
{
    /// <summary>What holds a stage back whose condition holds; nothing for a stage that nothing guards.</summary>
    public static ImmutableArray<Holdback> OfStage(in LadderView view, StageRule rule) => rule.IsGuarded ? Of(view, rule, rule.Restrict) : [];

    /// <summary>What holds back a restriction that a stage wants.</summary>
    public static ImmutableArray<Holdback> OfCommand(in LadderView view, StageRule rule, RestrictionLevel level)
    {
        var held = ImmutableArray.CreateBuilder<Holdback>();
        if (!view.Draft.Registered)
        {
            held.Add(new Holdback(Guard.Registration, "the customer is not registered: he is warned, and never restricted", null));
        }

        if (view.Draft.Quarantined)
        {
            held.Add(new Holdback(Guard.Quarantine, "a record of the account could not be digested: its figures may be wrong", null));
        }

        if (view.Draft.Restriction.RetryAt is { } retry && retry > view.Draft.Now)
        {
            held.Add(new Holdback(Guard.Failure, $"it failed, and is tried again at {retry}", retry));
        }

        held.AddRange(Of(view, rule, level));
        return held.DrainToImmutable();
    }

    /// <summary>Who must approve a stage, as a role, and how many persons; null where nobody must.</summary>
    public static (string Approver, int Persons)? ApprovalOf(in LadderView view, StageRule rule, RestrictionLevel level)
    {
        var law = level == RestrictionLevel.None ? ProtectionFloor.None : view.Floors?.Of(view.Protection) ?? ProtectionFloor.None;
        return (law.Approver ?? rule.Approver) is { } approver ? (approver, law.SecondPerson ? 2 : 1) : null;
    }

    private static ImmutableArray<Holdback> Of(in LadderView view, StageRule rule, RestrictionLevel level)
    {
        var held = ImmutableArray.CreateBuilder<Holdback>();
        if (level != RestrictionLevel.None && !view.IsPrepaid)
        {
            AddTrivialDebt(view, held);
            AddDaysOverdue(view, level, held);
        }

        AddServedNotice(view, rule, level, held);
        AddApproval(view, rule, level, held);
        if (level != RestrictionLevel.None)
        {
            AddCalendar(view, held);
        }

        return held.DrainToImmutable();
    }

    private static void AddTrivialDebt(in LadderView view, ImmutableArray<Holdback>.Builder held)
    {
        var least = view.Policy.LeastToRestrictMinor(view.Draft.Decimals);
        if (view.Figures.Actionable < least)
        {
            held.Add(new Holdback(Guard.TrivialDebt, $"{Money(view, view.Figures.Actionable)} may be acted upon, and nobody is restricted for less than {Money(view, least)}", null));
        }
    }

    private static void AddDaysOverdue(in LadderView view, RestrictionLevel level, ImmutableArray<Holdback>.Builder held)
    {
        if (level == RestrictionLevel.Stop && view.Law is { } law && view.Figures.DaysPastDue < law.Terms.DaysOverdue)
        {
            Instant? until = view.Figures.DaysPastDue > 0 ? view.Figures.OldestDueOn.Plus(law.Terms.DaysOverdue).StartIn(view.Draft.Clock.Zone) : null;
            held.Add(new Holdback(Guard.DaysOverdue, $"{view.Figures.DaysPastDue} days past due; {law.Terms.Jurisdiction} asks for at least {law.Terms.DaysOverdue}", until));
        }
    }

    private static void AddServedNotice(in LadderView view, StageRule rule, RestrictionLevel level, ImmutableArray<Holdback>.Builder held)
    {
        var days = Math.Max(rule.ServedDays, level == RestrictionLevel.Stop ? view.Law?.Demand(view.Segment).Days ?? 0 : 0);
        if (days == 0)
        {
            return;
        }

        switch (NoticeRules.DemandBefore(view, rule.Stage))
        {
            case null:
                held.Add(new Holdback(Guard.ServedNotice, "no demand was sent", null));
                break;
            case { DeliveredAt: { } delivered }:
                var served = Pauses.After(view.Draft.Ledger, Time.CivilDate.At(delivered, view.Draft.Clock.Zone));
                if (view.Figures.Today - served < days)
                {
                    held.Add(new Holdback(Guard.ServedNotice, $"the demand was served on {served}; {days} days must pass", served.Plus(days).StartIn(view.Draft.Clock.Zone)));
                }

                break;
            case { } sent:
                held.Add(new Holdback(Guard.ServedNotice, $"the demand of {sent.SentAt} {(sent.Outcome == NoticeOutcome.Sent ? "is not proven to be delivered" : "bounced")}", null));
                break;
        }
    }

    private static void AddApproval(in LadderView view, StageRule rule, RestrictionLevel level, ImmutableArray<Holdback>.Builder held)
    {
        if (ApprovalOf(view, rule, level) is not { } needed)
        {
            return;
        }

        // What one person has granted is not enough any more where two must.
        var asked = view.Draft.Desk.Approval is { } last && last.Stage == rule.Stage && last.Persons >= needed.Persons ? last : null;
        if (asked is not { IsGranted: true })
        {
            var given = asked?.GrantedBy.Length ?? 0;
            held.Add(new Holdback(
                Guard.Approval,
                asked?.RefusedBy is { } by ? $"{by} has refused it" : $"{needed.Approver} must approve; {given} of {needed.Persons} persons have",
                null));
        }
    }

    private static void AddCalendar(in LadderView view, ImmutableArray<Holdback>.Builder held)
    {
        if (view.Calendar is not { } calendar)
        {
            return;
        }

        var now = view.Draft.Now;
        var cut = calendar.CutAt(now);
        if (view.IsPrepaid && calendar.IsFriendly(now))
        {
            held.Add(new Holdback(Guard.Calendar, "friendly hours: nobody's prepaid supply is stopped", calendar.EndOfFriendly(now)));
        }
        else if (!cut.IsPermitted && (!view.IsPrepaid || cut.HeldBy == CutHold.ProtectedPeriod))
        {
            held.Add(new Holdback(Guard.Calendar, cut.Reason!, cut.Until));
        }
    }

    private static string Money(in LadderView view, long minor) => $"{Cash.Format(minor, view.Draft.Decimals)} {view.Draft.Currency?.Code}".TrimEnd();
}
