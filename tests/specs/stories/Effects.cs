using System.Collections.Immutable;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Specs.Reading;
using NodaTime;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>Something that left, or became of a fact.</summary>
/// <param name="At">When.</param>
/// <param name="Name">What, as the phrase for it begins.</param>
/// <param name="Details">What else a specification may say of it.</param>
internal sealed record Observed(Instant At, string Name, params ImmutableArray<(string Name, string Value)> Details)
{
    /// <summary>Whether what is said of it is so.</summary>
    public bool Says(Said said) => said.Blanks.All(blank => Details.Any(detail => detail.Name == blank.Key
        && (blank.Key == EffectWords.Reason ? detail.Value.Contains(blank.Value.Text, StringComparison.Ordinal) : blank.Value.Is(detail.Value))));

    public override string ToString() => string.Join(", ", [Name, .. Details.Select(detail => $"{detail.Name} {detail.Value}")]);
}

/// <summary>What can leave an account: a new kind of effect is a phrase here, a line that observes it, and one in the docs.</summary>
internal static class EffectWords
{
    /// <summary>The detail of which a part is enough.</summary>
    public const string Reason = "reason";

    private const string Entry = "[entry <entry:number>] [episode <episode:number>] [since <since:moment>] [by <policy>] [version <version:number>] [because <reason>]";

    private static readonly Stage[] Stages = [Stage.Notice, Stage.Warning, Stage.StopSupply, Stage.Blacklist];

    /// <summary>The phrases for all effects.</summary>
    public static IEnumerable<Phrase> Phrases { get; } =
    [
        new Phrase("reminder of <item> [since <since:moment>] [by <policy>] [version <version:number>] [because <reason>]"),
        .. from stage in Stages from kind in Enum.GetValues<WarningKind>() select new Phrase($"{stage.Name()} {Word(kind)} {Entry}"),
        .. from action in Enum.GetValues<RestrictionAction>()
           from pattern in new[] { "requested [attempt <attempt:number>] [answer <answer:moment>] [because <reason>]", "called back [because <reason>]" }
           select new Phrase($"{action.Word()} {pattern}"),
        new Phrase("sent <template> to <channel> [at <address>] [because <reason>]"),
        new Phrase("approval requested of <approver> [persons <persons:number>] [due <due:moment>] [because <reason>]"),
        .. from step in Enum.GetValues<TaskStep>() select new Phrase($"task {Word(step)} <task> [for <assignee>] [due <due:moment>] [because <reason>]"),
        new Phrase("listed [because <reason>]"),
        new Phrase("delisted [since <since:moment>] [because <reason>]"),
        new Phrase("refused as <code>"),
        new Phrase("known already"),
        new Phrase("given up as <code>"),
    ];

    /// <summary>An effect.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="zone">The zone of its dates.</param>
    public static Observed Of(AccountEffect effect, DateTimeZone zone) => effect switch
    {
        WarningEffect warning => Of(warning, zone),
        RestrictionRequested command => new Observed(
            command.RequestedAt, $"{command.Action.Word()} requested", ("attempt", $"{command.Attempt}"), ("answer", Local(command.Deadline, zone)), (Reason, command.Reason)),
        RestrictionCancelled cancelled => new Observed(cancelled.CancelledAt, $"{cancelled.Action.Word()} called back", (Reason, cancelled.Reason)),
        NotificationRequested sent => new Observed(sent.RequestedAt, "sent", ("template", sent.Template), ("channel", sent.Channel), ("address", sent.Recipient), (Reason, sent.Text)),
        ApprovalRequested approval => new Observed(
            approval.RequestedAt, "approval requested of", ("approver", approval.Approver), ("persons", $"{approval.Persons}"), ("due", Local(approval.DueAt, zone)), (Reason, string.Join("; ", approval.Reasons))),
        TaskMoved task => new Observed(
            task.MovedAt, $"task {Word(task.Step)}", ("task", task.Kind), ("assignee", task.Assignee ?? "nobody"), ("due", Local(task.DueAt, zone)), (Reason, task.Reason)),
        ListingChanged listing => new Observed(listing.ChangedAt, listing.IsListed ? "listed" : "delisted", ("since", Local(listing.Since, zone)), (Reason, string.Join("; ", listing.Reasons))),
        _ => new Observed(effect.DecidedAt, effect.GetType().Name),
    };

    private static Observed Of(WarningEffect warning, DateTimeZone zone)
    {
        ImmutableArray<(string, string)> common =
            [("since", Local(warning.EffectiveAt, zone)), ("policy", warning.Policy), ("version", $"{warning.PolicyVersion}"), (Reason, string.Join("; ", warning.Reasons))];
        return warning.Stage == Stage.Reminder
            ? new Observed(warning.RaisedAt, "reminder of", [("item", warning.ItemId ?? "wallet"), .. common])
            : new Observed(warning.RaisedAt, $"{warning.Stage.Name()} {Word(warning.Kind)}", [("entry", $"{warning.Entry}"), ("episode", $"{warning.Episode}"), .. common]);
    }

    /// <summary>A fact that waited for another one in vain.</summary>
    public static Observed Of(LostFact lost) => new(lost.At, "given up as", ("code", lost.Reason));

    /// <summary>A fact that was refused, by the decoder or the account.</summary>
    public static Observed Refused(Instant at, string code, string message) => new(at, "refused as", ("code", code), ("message", message));

    /// <summary>A fact that was applied before.</summary>
    public static Observed Repeated(Instant at) => new(at, "known already");

    private static string Word(Enum kind) => kind.ToString().ToLowerInvariant();

    private static string Local(Instant at, DateTimeZone zone) => at.InZone(zone).ToString("uuuu-MM-dd HH:mm", null);
}
