using CreditRisk.Domain.Ladder;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>
/// Checks that the conditions of a policy go together, by trying them on all figures that make a difference: a stage that is
/// entered and left at once, is skipped, or cannot be left would otherwise show months later, at a customer.
/// </summary>
/// <param name="terms">What the policy says beside its stages.</param>
/// <param name="mistakes">Where mistakes go.</param>
internal sealed class PolicyCheck(PolicyTerms terms, MistakeList mistakes)
{
    /// <summary>The most combinations of figures that are tried for one pair of conditions.</summary>
    public const long MostCells = 200_000;

    /// <summary>Checks stages in the order of the file; conditions that could not be read are left out.</summary>
    public void Check(IReadOnlyList<StageDraft> stages)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            CheckAlone(stages[i]);
            if (i > 0 && stages[i - 1].Stage < stages[i].Stage)
            {
                CheckPair(stages[i - 1], stages[i]);
            }
        }
    }

    private void CheckAlone(StageDraft stage)
    {
        foreach (var entry in new[] { stage.Enter, stage.Direct })
        {
            if (IsPossible(entry) && entry is not null && stage.Exit is { } exit)
            {
                Refuse(exit, entry, $"holds together with {entry.Name}", figures => exit.Condition.Holds(figures) && entry.Condition.Holds(figures));
            }
        }

        if (!IsPossible(stage.Exit) || stage is not { Exit: { } left, Stage: not Stage.Blacklist })
        {
            return;
        }

        var full = Grid(left.Condition).Full;
        Refuse(left, null, "does not hold when nothing is owed", figures => NothingIsOwed(figures, full) && !left.Condition.Holds(figures));
    }

    private void CheckPair(StageDraft lower, StageDraft higher)
    {
        if (lower.Enter is { } first && higher.Enter is { } second)
        {
            Refuse(second, first, $"holds where {first.Name} does not", figures => second.Condition.Holds(figures) && !first.Condition.Holds(figures));
        }

        // A blacklist listing outlives the stages below it on purpose.
        if (lower.Exit is { } early && higher is { Exit: { } late, Stage: not Stage.Blacklist })
        {
            Refuse(early, late, $"holds where {late.Name} does not", figures => early.Condition.Holds(figures) && !late.Condition.Holds(figures));
        }
    }

    private bool IsPossible(PlacedCondition? placed)
    {
        if (placed is null || FigureGrid.ReadsSums(placed.Condition))
        {
            // Sums are only sampled: that no true case was found would prove nothing.
            return true;
        }

        var grid = Grid(placed.Condition);
        if (grid.Cells > MostCells || grid.Find(figures => placed.Condition.Holds(figures)) is not null)
        {
            return true;
        }

        mistakes.Add(placed.At, $"{placed.Name} never holds");
        return false;
    }

    private void Refuse(PlacedCondition placed, PlacedCondition? other, string what, Func<Figures, bool> wrong)
    {
        var grid = other is null ? Grid(placed.Condition) : Grid(placed.Condition, other.Condition);
        if (grid.Cells > MostCells)
        {
            var with = other is null ? "" : $" and {other.Name}";
            mistakes.Add(placed.At, $"{placed.Name}{with} cannot be checked: more than {MostCells} combinations of figures; use fewer figures or numbers");
        }
        else if (grid.Find(wrong) is { } example)
        {
            mistakes.Add(placed.At, $"{placed.Name} {what}, for example at {grid.Describe(example)}");
        }
    }

    private FigureGrid Grid(params IReadOnlyCollection<Condition> conditions) => new(conditions, terms.TrivialFloor, terms.EmergencyCredit);

    // Credit left over is nothing owed either: a balance may be below 0. A wallet that is empty owes nothing, and yet its supply need not go on: it is a full one that must.
    private static bool NothingIsOwed(Figures figures, Figures full) =>
        (figures.Wallet is null || figures.Wallet >= full.Wallet) && (figures.DaysOfSupply is null || figures.DaysOfSupply >= full.DaysOfSupply)
        && figures is { Actionable: 0, Overdue: 0, DaysPastDue: 0, InTransit: 0, Exposure: 0, Receivable: <= 0, KeyEvents: 0 };
}
