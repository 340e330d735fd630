using System.Collections.Immutable;
using CreditRisk.Domain.Events;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads policy files; <c>docs/policies.md</c> describes them.</summary>
public static class PolicyFile
{
    /// <summary>The share of a guarantee kind in percent where the file does not state it.</summary>
    private const int WholeShare = 100;

    private const int MostSettlementDays = 60;
    private const string DefaultMethod = "default";
    private const string DaysFromDue = "daysFromDue", DaysOfSupply = "daysOfSupply";
    private const int MostReminderDaysOfSupply = 366;

    // A wallet's rate is made of usage that is kept, which is as long as payments may be reversed.
    private const int UsualSupplyWindow = 14, MostSupplyWindow = 90;

    /// <summary>The keys of a policy.</summary>
    internal static readonly string[] Keys =
        ["policy", "version", "from", "trivialFloor", "graceDays", "reversalDays", "settlementDays", "guarantees", "reminder", "emergencyCredit", "supplyWindowDays", "restriction", "stages"];

    /// <summary>The keys of how restrictions are carried out.</summary>
    internal static readonly string[] RestrictionKeys = ["least", "answerHours", "attempts", "retryHours", "deskDays"];

    /// <summary>The kinds of guarantees.</summary>
    internal static readonly string[] GuaranteeKinds = [.. Enum.GetNames<GuaranteeKind>().Select(name => name.ToLowerInvariant())];

    /// <summary>Reads a policy, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    public static Loaded<Policy> Parse(string fileName, string yaml) => Read(fileName, yaml).Policy;

    /// <summary>The same, with the policy's id where it could be read, so that what names it need not be refused as well.</summary>
    internal static PolicyReading Read(string fileName, string yaml)
    {
        var mistakes = new MistakeList(fileName);
        var source = new SourceText(yaml);
        var tree = YamlTree.Read(source, mistakes);
        if (Section.Open(tree, Position.Start, "the policy", Keys, mistakes) is not { } section)
        {
            return new PolicyReading(fileName, "", Position.Start, Position.Start, mistakes.Conclude<Policy>(() => throw new InvalidOperationException("no tree, yet no mistake")));
        }

        var terms = ReadTerms(section, mistakes);
        var stages = new StageReader(source, mistakes).Read(section);
        new PolicyCheck(terms, mistakes).Check(stages);
        return new PolicyReading(
            fileName,
            terms.Id,
            section.Find("version")?.At ?? Position.Start,
            section.Find("from")?.At ?? Position.Start,
            mistakes.Conclude(() => new Policy(terms, [.. stages.Select(stage => stage.ToRule())])));
    }

    private static PolicyTerms ReadTerms(Section section, MistakeList mistakes)
    {
        var reversalDays = section.Whole("reversalDays", 1, 800, fallback: 90);
        var reminder = section.Open("reminder", [DaysFromDue, DaysOfSupply]);
        var settlement = SettlementDays(section.Open("settlementDays", known: null), mistakes);
        return new PolicyTerms
        {
            Id = section.Name("policy"),
            Version = section.Whole("version", 1, 1_000_000),
            From = section.Find("from") is { } from ? DateValues.Moment(from, "'from'", mistakes) : null,
            TrivialFloor = section.Number("trivialFloor", 0, 1_000_000, 4, fallback: 0),
            GraceDays = section.Whole("graceDays", 0, 90, fallback: 7),
            ReversalDays = reversalDays,
            DefaultSettlementDays = settlement.GetValueOrDefault(DefaultMethod, 3),
            SettlementDays = settlement.Remove(DefaultMethod),
            HaircutPercents = Shares(section.Open("guarantees", GuaranteeKinds), mistakes),
            Restriction = section.Open("restriction", RestrictionKeys) is { } restriction ? ReadRestriction(restriction) : new RestrictionTerms(),
            ReminderOffsetDays = reminder?.Find(DaysOfSupply) is not null && reminder.Find(DaysFromDue) is null ? null : reminder?.Whole(DaysFromDue, -60, 0),
            ReminderDaysOfSupply = reminder?.Find(DaysOfSupply) is null ? null : reminder.Whole(DaysOfSupply, 0, MostReminderDaysOfSupply),
            EmergencyCredit = section.Number("emergencyCredit", 0, 1_000_000, 4, fallback: 0),
            SupplyWindowDays = section.Whole("supplyWindowDays", 1, Math.Min(MostSupplyWindow, reversalDays), fallback: Math.Min(UsualSupplyWindow, reversalDays)),
        };
    }

    private static RestrictionTerms ReadRestriction(Section section) => new()
    {
        Least = section.Number("least", 0, 1_000_000, 4, fallback: 0),
        AnswerHours = section.Whole("answerHours", 1, 720, fallback: 24),
        Attempts = section.Whole("attempts", 1, 10, fallback: 3),
        RetryHours = section.Whole("retryHours", 1, 720, fallback: 4),
        DeskDays = section.Whole("deskDays", 1, 90, fallback: 3),
    };

    private static ImmutableDictionary<string, int> SettlementDays(Section? section, MistakeList mistakes)
    {
        var days = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in section?.Entries ?? [])
        {
            var method = Values.Text(new ScalarNode(entry.KeyAt, entry.Key, ScalarKind.Text, 0, 0), "a payment method", Values.MostText, mistakes);
            days[method] = Values.Whole(entry.Value, $"'{entry.Key}'", 0, MostSettlementDays, mistakes);
        }

        return days.ToImmutable();
    }

    private static ImmutableArray<int> Shares(Section? section, MistakeList mistakes) =>
    [
        .. GuaranteeKinds.Select(kind => section?.Find(kind) is { } share ? Values.Percent(share, $"'{kind}'", mistakes) : WholeShare),
    ];
}

/// <summary>What became of reading a policy file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Id">The policy's id, empty where it could not be read.</param>
/// <param name="VersionAt">Where its version stands.</param>
/// <param name="FromAt">Where it stands from when it is in force.</param>
/// <param name="Policy">The policy or the mistakes.</param>
internal readonly record struct PolicyReading(string File, string Id, Position VersionAt, Position FromAt, Loaded<Policy> Policy)
{
    /// <summary>What it says beside its stages; only of a file without mistakes.</summary>
    public PolicyTerms Terms => Policy.Value!.Terms;
}
