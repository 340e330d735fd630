using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>What the law has customers told once more, some time before their supply is stopped.</summary>
internal static class LastWord
{
    /// <summary>Whether it must be waited for; it is sent where nothing else holds the restriction back, and counts from its proven delivery.</summary>
    public static bool IsAwaited(in LadderView view, StageRule rule, RestrictionLevel level)
    {
        var minutes = level == RestrictionLevel.Stop ? view.Law?.Demand(view.Segment).AgainMinutes ?? 0 : 0;
        if (minutes == 0 || view.Draft.Ladder.EntryOf(rule.Stage) is not { } entry)
        {
            return false;
        }

        var word = NoticeRules.Last(view.Draft, entry.Stage, entry.Number, NoticeRules.LastWord);
        if (word is null)
        {
            NoticeRules.SendLastWord(view, entry);
            return true;
        }

        if (word.DeliveredAt is not { } told)
        {
            return true;
        }

        var until = told + Duration.FromMinutes(minutes);
        view.Decisions.WakeBy(until);
        return view.Draft.Now < until;
    }
}
