using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies.Prose;

/// <summary>A condition, or a part of one, held against figures.</summary>
/// <param name="Text">With the figure's value for a comparison (<c>daysPastDue 16 &gt;= 15</c>), else as it is written.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Parts">The parts that it is made of; none for a single comparison.</param>
public sealed record JudgedCondition(string Text, bool Holds, ImmutableArray<JudgedCondition> Parts)
{
    /// <summary>Holds a condition against figures, part by part.</summary>
    public static JudgedCondition Of(Condition condition, in Figures figures)
    {
        ImmutableArray<Condition> parts = condition switch
        {
            AllOf all => all.Parts,
            AnyOf any => any.Parts,
            Negation negation => [negation.Part],
            _ => [],
        };
        var judged = ImmutableArray.CreateBuilder<JudgedCondition>(parts.Length);
        foreach (var part in parts)
        {
            judged.Add(Of(part, figures));
        }

        return new JudgedCondition(TextOf(condition, parts.Length, figures), condition.Holds(figures), judged.MoveToImmutable());
    }

    private static string TextOf(Condition condition, int parts, in Figures figures)
    {
        if (parts > 0)
        {
            return condition switch { AllOf => "all of", AnyOf => "any of", _ => "not" };
        }

        var reasons = ImmutableArray.CreateBuilder<string>();
        condition.Explain(figures, reasons);
        return reasons[0];
    }
}
