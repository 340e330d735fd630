using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Moves an account on the ladder: leaves stages, begins and ends episodes, enters stages. The order of the steps is defined in <c>docs/rules.md</c>.</summary>
internal static class LadderRules
{
    /// <summary>One evaluation of the ladder.</summary>
    public static void Move(in LadderView view)
    {
        Leave(view);
        CountEpisodes(view);
        EnterDirectly(view);
        Climb(view);
    }

    private static void Leave(in LadderView view)
    {
        var active = view.Draft.Ladder.Active;
        for (var i = active.Length - 1; i >= 0; i--)
        {
            var entry = active[i];
            var rule = view.Policy.Rule(entry.Stage);
            var isOver = rule is null
                ? view.Figures.Actionable == 0
                : rule.Exit.Holds(view.Figures) && (rule.StayDays == 0 || view.Figures.Today - entry.RaisedOn >= rule.StayDays);
            if (isOver)
            {
                End(view, entry, rule);
            }
        }
    }

    private static void End(in LadderView view, StageEntry entry, StageRule? rule)
    {
        var ladder = view.Draft.Ladder;
        var before = view.Standing;
        var isWrong = rule is not null && Withdrawal.IsProvenWrong(view, entry, rule);
        view.Draft.Ladder = ladder with
        {
            Active = ladder.Active.Remove(entry),
            Marks = ladder.Marks - (isWrong && entry.Mark is not null ? 1 : 0),
        };
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (isWrong)
        {
            reasons.Add($"a payment was in fact made before {entry.EffectiveAt}");
        }

        if (rule is null)
        {
            reasons.Add($"policy {view.Policy.Terms.Id} has no stage {entry.Stage.Name()}, and nothing is actionable");
        }
        else
        {
            rule.Exit.Explain(view.Figures, reasons);
        }

        var why = reasons.DrainToImmutable();
        view.Warn(isWrong ? WarningKind.Withdrawn : WarningKind.Cleared, entry.Stage, before, entry.Episode, entry.Number, view.CauseTime, why);
        if (entry.IsListed)
        {
            view.List(isListed: false, why, entry.RaisedAt);
        }
    }

    private static void CountEpisodes(in LadderView view)
    {
        var ladder = view.Draft.Ladder;
        var isOwing = view.Figures.Actionable > 0;
        if (isOwing != ladder.EpisodeRunning)
        {
            view.Draft.Ladder = ladder with { EpisodeRunning = isOwing, Episode = ladder.Episode + (isOwing ? 1 : 0) };
        }
    }

    private static void EnterDirectly(in LadderView view)
    {
        for (var i = view.Policy.Stages.Length - 1; i >= 0; i--)
        {
            var rule = view.Policy.Stages[i];
            if (rule.Stage <= view.Draft.Ladder.Stage)
            {
                return;
            }

            if (rule.Direct is { } direct && direct.Holds(view.Figures) && !IsHeldBack(view, rule))
            {
                Enter(view, rule, direct, isDirect: true);
                return;
            }
        }
    }

    private static void Climb(in LadderView view)
    {
        foreach (var rule in view.Policy.Stages)
        {
            if (rule.Stage <= view.Draft.Ladder.Stage)
            {
                continue;
            }

            if (rule.Enter is not { } enter || !enter.Holds(view.Figures) || !IntervalIsOver(view, rule) || IsHeldBack(view, rule))
            {
                return;
            }

            Enter(view, rule, enter, isDirect: false);
        }
    }

    private static bool IntervalIsOver(in LadderView view, StageRule rule) =>
        rule.AfterDays == 0
        || view.Draft.Ladder.Active is [.., var predecessor] && view.Figures.Today - Pauses.After(view.Draft.Ledger, predecessor.RaisedOn) >= rule.AfterDays;

    private static bool IsHeldBack(in LadderView view, StageRule rule)
    {
        var held = RestrictionGuards.OfStage(view, rule);
        if (held.IsEmpty)
        {
            return false;
        }

        foreach (var holdback in held)
        {
            view.Decisions.WakeBy(holdback.Until);
        }

        NoticeRules.Ensure(view, rule.Stage, held.AsSpan());
        DeskRules.Ask(view, rule, held.AsSpan());
        return true;
    }

    private static void Enter(in LadderView view, StageRule rule, Condition condition, bool isDirect)
    {
        var ladder = view.Draft.Ladder;
        var before = view.Standing;
        var number = ladder.EntryCounts[(int)rule.Stage] + 1;
        var since = condition.Since(view.Figures, view.Since);
        var entry = new StageEntry
        {
            Stage = rule.Stage,
            Episode = ladder.EpisodeRunning ? ladder.Episode : 0,
            Number = number,
            EffectiveAt = NodaTime.Instant.Min(since, view.Draft.Now),
            RaisedAt = view.Draft.Now,
            RaisedOn = view.Figures.Today,
            Policy = view.Policy.Terms.Id,
            PolicyVersion = view.Policy.Terms.Version,
            KeyEvents = view.Figures.KeyEvents,
            Direct = isDirect,
            Mark = rule.Mark,
            IsListed = rule.IsListing,
        };
        view.Draft.Ladder = ladder with
        {
            Active = ladder.Active.Add(entry),
            EntryCounts = ladder.EntryCounts.SetItem((int)rule.Stage, number),
            Marks = ladder.Marks + (rule.Mark is null ? 0 : 1),
        };
        var reasons = ImmutableArray.CreateBuilder<string>();
        condition.Explain(view.Figures, reasons);
        var why = reasons.DrainToImmutable();
        view.Warn(WarningKind.Raised, rule.Stage, before, entry.Episode, number, entry.EffectiveAt, why);
        NoticeRules.Enter(view, rule, number);
        if (rule.IsListing)
        {
            view.List(isListed: true, why, entry.RaisedAt);
        }
    }
}
