using System.Collections.Immutable;
using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>What the rules work with in one evaluation.</summary>
/// <param name="Draft">The account, which is moved.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Decisions">Where effects go.</param>
/// <param name="IsReminded">Whether an item that was reminded is open, or the wallet's holder was reminded.</param>
/// <param name="Supply">Calendars and law.</param>
internal readonly record struct LadderView(AccountState Draft, Policy Policy, Figures Figures, Decisions Decisions, bool IsReminded, SupplyRules Supply)
{
    /// <summary>The account's stage as it is shown.</summary>
    public Stage Standing => Draft.Ladder.Stage == Stage.Good && IsReminded ? Stage.Reminder : Draft.Ladder.Stage;

    /// <summary>When what is decided now became true in the business, at the latest.</summary>
    public Instant CauseTime => Decisions.Cause is { } cause ? Instant.Min(cause.Header.Time, Draft.Now) : Draft.Now;

    /// <summary>For conditions that say since when they hold.</summary>
    public TrueSince Since => new(CauseTime, Draft.Clock.Zone);

    /// <summary>The customer's segment, or null.</summary>
    public string? Segment => Draft.Profile.Segment.Value;

    /// <summary>Whether the customer pays before he uses.</summary>
    public bool IsPrepaid => Wallets.IsPrepaid(Draft);

    /// <summary>Why the customer may not be cut without more ado.</summary>
    public Protection Protection => Draft.Profile.Protection.Value ?? Protection.None;

    /// <summary>When people are cut where the customer is; null where every instant is as good.</summary>
    public BusinessCalendar? Calendar => Supply.Calendars?.Of(Draft.Profile.Region.Value);

    /// <summary>What the law asks for where the customer is, or null.</summary>
    public LegalFloors? Floors => Supply.Floors?.Of(Draft.Profile.Region.Value);

    /// <summary>What the law asks for of arrears, or null where it says nothing of such a customer: who pays before he uses has none.</summary>
    public LegalFloors? Law => Floors is { } floors && !IsPrepaid && floors.AreFor(Segment) ? floors : null;

    /// <summary>The number of the next effect, which is then to be added.</summary>
    public long NextNumber() => ++Draft.Effects;

    /// <summary>Sends an effect, whose number is the last one.</summary>
    public void Add(AccountEffect effect) => Decisions.Add(effect);

    /// <summary>Sends a reminder and counts it: an entry outside episodes.</summary>
    public void WarnReminder(Stage before, Instant effectiveAt, string reason, string? itemId = null)
    {
        var counts = Draft.Ladder.EntryCounts;
        var number = counts[(int)Stage.Reminder] + 1;
        Draft.Ladder = Draft.Ladder with { EntryCounts = counts.SetItem((int)Stage.Reminder, number) };
        Warn(WarningKind.Raised, Stage.Reminder, before, 0, number, effectiveAt, [reason], itemId);
    }

    /// <summary>Lists the account publicly, or takes it off the list.</summary>
    public void List(bool isListed, ImmutableArray<string> reasons, Instant since) => Add(new ListingChanged
    {
        Account = Draft.Id,
        Number = NextNumber(),
        IsListed = isListed,
        Reasons = reasons,
        Since = since,
        ChangedAt = Draft.Now,
    });

    /// <summary>Sends a warning.</summary>
    public void Warn(WarningKind kind, Stage stage, Stage before, int episode, int entry, Instant effectiveAt, ImmutableArray<string> reasons, string? itemId = null) =>
        Add(new WarningEffect
        {
            Account = Draft.Id,
            Number = NextNumber(),
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
