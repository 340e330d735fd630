using System.Collections.Immutable;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>What the ladder's rules work with in one evaluation.</summary>
/// <param name="Draft">The account, whose ladder is moved.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Decisions">Where warnings go.</param>
/// <param name="IsReminded">Whether an item that was reminded is open, or the wallet's holder was reminded.</param>
internal readonly record struct LadderView(AccountState Draft, Policy Policy, Figures Figures, Decisions Decisions, bool IsReminded)
{
    /// <summary>The account's stage as it is shown.</summary>
    public Stage Standing => Draft.Ladder.Stage == Stage.Good && IsReminded ? Stage.Reminder : Draft.Ladder.Stage;

    /// <summary>When what is decided now became true in the business, at the latest.</summary>
    public Instant CauseTime => Decisions.Cause is { } cause ? Instant.Min(cause.Header.Time, Draft.Now) : Draft.Now;

    /// <summary>For conditions that say since when they hold.</summary>
    public TrueSince Since => new(CauseTime, Draft.Clock.Zone);

    /// <summary>Sends a reminder and counts it: an entry outside episodes.</summary>
    public void WarnReminder(Stage before, Instant effectiveAt, string reason, string? itemId = null)
    {
        var counts = Draft.Ladder.EntryCounts;
        var number = counts[(int)Stage.Reminder] + 1;
        Draft.Ladder = Draft.Ladder with { EntryCounts = counts.SetItem((int)Stage.Reminder, number) };
        Warn(WarningKind.Raised, Stage.Reminder, before, 0, number, effectiveAt, [reason], itemId);
    }

    /// <summary>Sends a warning.</summary>
    public void Warn(WarningKind kind, Stage stage, Stage before, int episode, int entry, Instant effectiveAt, ImmutableArray<string> reasons, string? itemId = null)
    {
        Draft.Effects++;
        Decisions.Add(new WarningEffect
        {
            Account = Draft.Id,
            Number = Draft.Effects,
            Kind = kind,
            Stage = stage,
            PreviousStage = before,
            Standing = Standing,
            Episode = episode,
            Entry = entry,
            Reasons = reasons,
            Figures = Figures,
            Currency = Draft.Currency?.Code,
            Policy = Policy.Terms.Id,
            PolicyVersion = Policy.Terms.Version,
            EffectiveAt = effectiveAt,
            RaisedAt = Draft.Now,
            ItemId = itemId,
        });
    }
}
