using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads the stages of a policy, each by itself; how they go together is checked afterwards.</summary>
/// <param name="source">The file's text.</param>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class StageReader(SourceText source, MistakeList mistakes)
{
    private const int MostAfterDays = 366;
    private const int MostStayDays = 3_660;

    /// <summary>The keys of a stage.</summary>
    public static readonly string[] Keys =
        ["enter", "direct", "exit", "afterDays", "stayDays", "mark", "restrict", "servedDays", "notify", "approval", "task", "list"];

    /// <summary>The stages that a policy may have.</summary>
    public static readonly string[] StageWords = [.. StageNames.All.Where(stage => stage >= Stage.Notice).Select(stage => stage.Name())];

    private static readonly string[] Levels = [RestrictionLevel.Limit.Word(), RestrictionLevel.Stop.Word()];
    private static readonly string[] Truth = ["false", "true"];

    /// <summary>The stages in the order of the file.</summary>
    public IReadOnlyList<StageDraft> Read(Section policy)
    {
        var stages = new List<StageDraft>();
        var node = policy.Require("stages");
        if (node is MapNode { Entries.Length: 0 } or ScalarNode { Kind: ScalarKind.Plain, Value: "" })
        {
            mistakes.Add(node.At, "'stages' is empty; a policy has at least one stage");
            return stages;
        }

        foreach (var entry in policy.Open("stages", StageWords)?.Entries ?? [])
        {
            var stage = StageNames.Find(entry.Key)!.Value;
            if (stages.Count > 0 && stages[^1].Stage > stage)
            {
                mistakes.Add(entry.KeyAt, $"'{entry.Key}' stands after '{stages[^1].Stage.Name()}'; the order is {string.Join(", ", StageWords)}");
            }

            if (Section.Open(entry.Value, entry.KeyAt, $"'{entry.Key}'", Keys, mistakes) is { } section)
            {
                stages.Add(Read(stage, entry, section, stages));
            }
        }

        return stages;
    }

    private StageDraft Read(Stage stage, Entry entry, Section section, List<StageDraft> lower)
    {
        section.Require("exit");
        if (section.Find("enter") is null && section.Find("direct") is null)
        {
            mistakes.Add(entry.KeyAt, $"'{entry.Key}' has neither 'enter' nor 'direct', so that it is never entered");
        }

        var draft = new StageDraft
        {
            Stage = stage,
            Enter = Condition(section, "enter", entry.Key),
            Direct = Condition(section, "direct", entry.Key),
            Exit = Condition(section, "exit", entry.Key),
            AfterDays = section.Whole("afterDays", 0, MostAfterDays, fallback: 0),
            StayDays = section.Whole("stayDays", 0, MostStayDays, fallback: 0),
            Mark = NameOrNull(section, "mark"),
            Restrict = section.Find("restrict") is { } level ? (RestrictionLevel)(1 + Math.Max(0, Values.Word(level, "value of 'restrict'", Levels, mistakes))) : RestrictionLevel.None,
            ServedDays = section.Whole("servedDays", 0, MostAfterDays, fallback: 0),
            Notify = NameOrNull(section, "notify"),
            Approver = NameOrNull(section, "approval"),
            Task = NameOrNull(section, "task"),
            IsListing = section.Find("list") is { } list && Values.Word(list, "value of 'list'", Truth, mistakes) == 1,
        };
        CheckExit(draft.Exit);
        CheckInterval(section, entry.Key, isFirst: lower.Count == 0);
        CheckServed(section, entry, draft, lower);
        CheckListing(section, draft);
        return draft;
    }

    private PlacedCondition? Condition(Section section, string key, string stage)
    {
        var name = $"'{key}' of '{stage}'";
        return section.Find(key) is { } node && ConditionReader.Read(source, node, name, mistakes) is { } condition
            ? new PlacedCondition(condition, node.At, name)
            : null;
    }

    private static string? NameOrNull(Section section, string key) => section.Find(key) is null ? null : section.Name(key);

    // The law asks for a served demand before every restriction: without one nobody would ever be restricted.
    private void CheckServed(Section section, Entry entry, StageDraft draft, List<StageDraft> lower)
    {
        var key = draft.Restrict != RestrictionLevel.None ? "restrict" : "servedDays";
        if ((draft.Restrict != RestrictionLevel.None || draft.ServedDays > 0) && !lower.Exists(stage => stage.Notify is not null))
        {
            mistakes.Add(section.Find(key)!.At, $"'{key}' of '{entry.Key}' needs a served demand, and no stage before it has 'notify'");
        }

        if (lower.Exists(stage => stage.Restrict > draft.Restrict) && draft.Restrict != RestrictionLevel.None)
        {
            mistakes.Add(section.Find("restrict")!.At, $"'restrict' of '{entry.Key}' is milder than that of a stage before it");
        }
    }

    private void CheckListing(Section section, StageDraft draft)
    {
        if (draft is { IsListing: true, Stage: not Stage.Blacklist })
        {
            mistakes.Add(section.Find("list")!.At, $"'list' is for '{Stage.Blacklist.Name()}' alone");
        }
    }

    private void CheckExit(PlacedCondition? exit)
    {
        var figures = new HashSet<Figure>();
        exit?.Condition.AddFigures(figures);
        if (figures.Contains(Figure.InTransit))
        {
            mistakes.Add(exit!.At, $"{exit.Name} reads 'inTransit': money on its way may postpone a stage, but never clears one");
        }
    }

    private void CheckInterval(Section section, string stage, bool isFirst)
    {
        if (section.Find("afterDays") is not { } interval)
        {
            return;
        }

        if (isFirst)
        {
            mistakes.Add(interval.At, $"'afterDays' of '{stage}' has nothing to count from: it is the policy's first stage");
        }
        else if (section.Find("enter") is null)
        {
            mistakes.Add(interval.At, $"'afterDays' of '{stage}' has no effect: it is only entered directly, which waits for nothing");
        }
    }
}
