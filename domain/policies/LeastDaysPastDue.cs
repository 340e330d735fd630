namespace CreditRisk.Domain.Policies;

/// <summary>
/// What the truth of a condition guarantees about the days past due. It is derived from the condition's form alone and errs to the low side: there are no figures with fewer
/// days for which the condition holds, but there need not be any with exactly so many. Whoever relies on it is told 0 where nothing can be derived.
/// </summary>
public static class LeastDaysPastDue
{
    private const decimal Scale = 10_000m;

    /// <summary>The days past due below which the condition never holds, 0 or more.</summary>
    public static int Of(Condition condition) => Of(condition, holds: true);

    // What is negated is asked for its falsehood: "not (a or b)" guarantees what either guarantees by being false.
    private static int Of(Condition condition, bool holds) => condition switch
    {
        Negation negation => Of(negation.Part, !holds),
        AllOf all => holds ? all.Parts.Max(part => Of(part, holds)) : all.Parts.Min(part => Of(part, holds)),
        AnyOf any => holds ? any.Parts.Min(part => Of(part, holds)) : any.Parts.Max(part => Of(part, holds)),
        Comparison { Terms: [{ Figure: Figure.DaysPastDue, Subtracted: false }] } comparison => Of(comparison.Relation, comparison.TenThousandths / Scale, holds),
        _ => 0,
    };

    // The days are never undefined, so that a false comparison says as much as its opposite.
    private static int Of(Relation relation, decimal number, bool holds)
    {
        var least = (relation, holds) switch
        {
            (Relation.GreaterOrEqual or Relation.Equal, true) or (Relation.Less or Relation.NotEqual, false) => decimal.Ceiling(number),
            (Relation.Greater, true) or (Relation.LessOrEqual, false) => decimal.Floor(number) + 1,
            (Relation.NotEqual, true) or (Relation.Equal, false) when number == 0 => 1,
            _ => 0,
        };
        return (int)Math.Clamp(least, 0, int.MaxValue);
    }
}
