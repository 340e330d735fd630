using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>An open item as it is shown. Amounts are decimal strings.</summary>
public sealed record ItemView(
    string ItemId, string Kind, string IssuedOn, string DueOn, string Amount, string Open, string Disputed, int DaysPastDue, bool OldDebt);

/// <summary>An active entry of a stage as it is shown.</summary>
public sealed record EntryView(
    string Stage, int Episode, int Entry, Instant EffectiveAt, Instant RaisedAt, string Policy, int PolicyVersion, string? Mark);

/// <summary>A score as it is shown.</summary>
/// <param name="Points">Points; more is better.</param>
/// <param name="ProbabilityOfDefault">0 to 1.</param>
/// <param name="Grade">A to D.</param>
/// <param name="Reasons">What costs the most points.</param>
public sealed record ScoreView(int Points, decimal? ProbabilityOfDefault, string Grade, IReadOnlyList<string> Reasons);

/// <summary>An account as it is shown, at one instant. Amounts are decimal strings in the account's currency.</summary>
public sealed record AccountView
{
    /// <summary>The account.</summary>
    public required string Customer { get; init; }

    /// <summary>The name, or null while it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>The currency, or null before money was heard of.</summary>
    public string? Currency { get; init; }

    /// <summary>The instant that the view is of.</summary>
    public required Instant At { get; init; }

    /// <summary>Open items less unapplied credit.</summary>
    public required string Receivable { get; init; }

    /// <summary>Open and past due.</summary>
    public required string Overdue { get; init; }

    /// <summary>Overdue that may be acted upon.</summary>
    public required string Actionable { get; init; }

    /// <summary>Paid or credited, and covering nothing.</summary>
    public required string UnappliedCredit { get; init; }

    /// <summary>Usage not billed yet.</summary>
    public required string Unbilled { get; init; }

    /// <summary>Money on its way.</summary>
    public required string InTransit { get; init; }

    /// <summary>Receivable (not below 0) and unbilled usage.</summary>
    public required string Exposure { get; init; }

    /// <summary>The credit limit, or null.</summary>
    public string? CreditLimit { get; init; }

    /// <summary>What is in a prepaid wallet, or null for other terms.</summary>
    public string? Wallet { get; init; }

    /// <summary>What was used of the emergency credit, or null for other terms than prepaid.</summary>
    public string? EmergencyUsed { get; init; }

    /// <summary>Whole days for which the wallet lasts, or null for other terms and while no rate is known.</summary>
    public int? DaysOfSupply { get; init; }

    /// <summary>Days past due of the oldest item that counts.</summary>
    public required int DaysPastDue { get; init; }

    /// <summary>Open amounts by ageing bucket; the unapplied credit is negative. Their sum is the receivable.</summary>
    public required IReadOnlyDictionary<string, string> Ageing { get; init; }

    /// <summary>The stage.</summary>
    public required string Stage { get; init; }

    /// <summary>The active entries of stages, the highest last.</summary>
    public required IReadOnlyList<EntryView> Entries { get; init; }

    /// <summary>Points of the scorecard.</summary>
    public required int Score { get; init; }

    /// <summary>The score with its probability, grade and reasons.</summary>
    public required ScoreView ScoreDetail { get; init; }

    /// <summary>The policy that applies.</summary>
    public required string Policy { get; init; }

    /// <summary>Bad marks recorded.</summary>
    public required int BadMarks { get; init; }

    /// <summary>Whether the customer was registered.</summary>
    public required bool Registered { get; init; }

    /// <summary>Whether the account is closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>Whether a record could not be digested.</summary>
    public required bool Quarantined { get; init; }

    /// <summary>Segment, or null.</summary>
    public string? Segment { get; init; }

    /// <summary>Region, or null.</summary>
    public string? Region { get; init; }

    /// <summary>Items that are open.</summary>
    public required IReadOnlyList<ItemView> OpenItems { get; init; }

    /// <summary>The restriction of supply.</summary>
    public required RestrictionView Restriction { get; init; }

    /// <summary>What holds back the restriction that is wanted or would come next, and what pauses debt.</summary>
    public required IReadOnlyList<HoldbackView> Holdbacks { get; init; }

    /// <summary>Promises and instalment plans.</summary>
    public required IReadOnlyList<PromiseView> Arrangements { get; init; }

    /// <summary>Notifications of the active stages.</summary>
    public required IReadOnlyList<NoticeView> Notices { get; init; }

    /// <summary>Tasks about the account.</summary>
    public required IReadOnlyList<TaskView> Tasks { get; init; }

    /// <summary>The approval that was asked for last, or null.</summary>
    public ApprovalView? Approval { get; init; }

    /// <summary>Facts that wait for others.</summary>
    public required int Waiting { get; init; }

    /// <summary>Records applied.</summary>
    public required long Records { get; init; }

    /// <summary>The view of a state at its own now.</summary>
    public static AccountView Of(AccountRules rules, AccountState state)
    {
        var figures = rules.FiguresOf(state);
        var decimals = state.Decimals;
        return new AccountView
        {
            Customer = state.Id,
            Name = state.Profile.Name.Value,
            Currency = state.Currency?.Code,
            At = state.Now,
            Receivable = Cash.Format(figures.Receivable, decimals),
            Overdue = Cash.Format(figures.Overdue, decimals),
            Actionable = Cash.Format(figures.Actionable, decimals),
            UnappliedCredit = Cash.Format(figures.UnappliedCredit, decimals),
            Unbilled = Cash.Format(figures.Unbilled, decimals),
            InTransit = Cash.Format(figures.InTransit, decimals),
            Exposure = Cash.Format(figures.Exposure, decimals),
            CreditLimit = figures.CreditLimit is { } limit ? Cash.Format(limit, decimals) : null,
            Wallet = figures.Wallet is { } wallet ? Cash.Format(wallet, decimals) : null,
            EmergencyUsed = figures.EmergencyUsed is { } used ? Cash.Format(used, decimals) : null,
            DaysOfSupply = figures.DaysOfSupply,
            DaysPastDue = figures.DaysPastDue,
            Ageing = AgeingView.Of([.. Domain.Ledger.Ageing.Of(state.Ledger, state.Clock.Today)], decimals),
            Stage = AccountRules.StageOf(state).Name(),
            Entries = [.. state.Ladder.Active.Select(ViewOf)],
            Score = state.Score.Points,
            ScoreDetail = new ScoreView(
                state.Score.Points,
                state.Score.ProbabilityPpm < 0 ? null : state.Score.ProbabilityPpm / 1_000_000m,
                state.Score.Grade.ToString(),
                [.. rules.ScoreReasons(state, 3).Select(reason => reason.Reason)]),
            Policy = rules.PolicyOf(state).Terms.Id,
            BadMarks = state.Ladder.Marks,
            Registered = state.Registered,
            Closed = state.Closed,
            Quarantined = state.Quarantined,
            Segment = state.Profile.Segment.Value,
            Region = state.Profile.Region.Value,
            OpenItems = OpenItemsOf(state, figures),
            Restriction = RestrictionView.Of(state),
            Holdbacks = HoldbackView.Of(rules.GuardsOf(state)),
            Arrangements = CareView.PromisesOf(state),
            Notices = CareView.NoticesOf(state),
            Tasks = CareView.TasksOf(state),
            Approval = CareView.ApprovalOf(state),
            Waiting = state.Waiting.Length,
            Records = state.Records,
        };
    }

    private static EntryView ViewOf(StageEntry entry) => new(
        entry.Stage.Name(), entry.Episode, entry.Number, entry.EffectiveAt, entry.RaisedAt, entry.Policy, entry.PolicyVersion, entry.Mark);

    private static List<ItemView> OpenItemsOf(AccountState state, Figures figures)
    {
        var covers = new ItemCover[state.Ledger.Items.Length];
        _ = Coverage.Compute(state.Ledger, covers);
        var views = new List<ItemView>();
        for (var i = 0; i < covers.Length; i++)
        {
            var item = state.Ledger.Items[i];
            if (covers[i].Open > 0)
            {
                views.Add(new ItemView(
                    item.Id,
                    item.Kind.ToString(),
                    item.IssuedOn.ToString(),
                    item.DueOn.ToString(),
                    Cash.Format(item.Amount, state.Decimals),
                    Cash.Format(covers[i].Open, state.Decimals),
                    Cash.Format(covers[i].Disputed, state.Decimals),
                    Math.Max(0, figures.Today - item.DueOn),
                    item.Kind == Domain.Events.ItemKind.Opening));
            }
        }

        return views;
    }
}

/// <summary>Ageing as it is shown.</summary>
public static class AgeingView
{
    /// <summary>Bucket names with decimal strings.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<Int128> buckets, int decimals)
    {
        var view = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < buckets.Count; i++)
        {
            view.Add(Ageing.Names[i], Cash.Format(buckets[i], decimals));
        }

        return view;
    }
}
