using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Facts that came before the facts they name.</summary>
internal static class WaitingRoom
{
    /// <summary>Lets a fact wait; the oldest gives way where there are too many.</summary>
    public static void Enter(AccountState draft, AccountEvent waiting, FactId target, Decisions decisions)
    {
        if (draft.Waiting.Length >= AccountState.MostWaiting)
        {
            GiveUpOldest(draft, decisions, $"did not come before {AccountState.MostWaiting} later facts waited too");
        }

        draft.Waiting = draft.Waiting.Add(new WaitingFact(target, waiting, draft.Clock.Today));
    }

    /// <summary>Takes out what waited for a fact, in business order.</summary>
    public static IReadOnlyList<AccountEvent> Release(AccountState draft, FactId came)
    {
        var released = new List<AccountEvent>();
        foreach (var waiting in draft.Waiting)
        {
            if (waiting.For == came)
            {
                released.Add(waiting.Event);
            }
        }

        if (released.Count > 0)
        {
            draft.Waiting = draft.Waiting.RemoveAll(waiting => waiting.For == came);
            released.Sort(BusinessOrder);
        }

        return released;
    }

    /// <summary>Whether the event that states a fact is itself waiting.</summary>
    public static bool Holds(AccountState state, FactId fact)
    {
        foreach (var waiting in state.Waiting)
        {
            if (waiting.Event.Fact == fact)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives up the fact that has waited longest.</summary>
    public static void GiveUpOldest(AccountState draft, Decisions decisions, string why)
    {
        var oldest = draft.Waiting[0];
        draft.Waiting = draft.Waiting.RemoveAt(0);
        decisions.Add(new LostFact(oldest.Event, RefusalCodes.Orphan, $"{oldest.For.Kind} {oldest.For.Id}, which it names, {why}", draft.Now));
    }

    private static int BusinessOrder(AccountEvent left, AccountEvent right)
    {
        var order = left.Header.Time.CompareTo(right.Header.Time);
        if (order == 0)
        {
            order = string.CompareOrdinal(left.Header.Source, right.Header.Source);
        }

        return order != 0 ? order : string.CompareOrdinal(left.Header.Id, right.Header.Id);
    }
}
