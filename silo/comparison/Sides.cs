namespace CreditRisk.Silo.Comparison;

/// <summary>A number under the old rules and under the new ones.</summary>
/// <param name="Old">Under the old rules.</param>
/// <param name="New">Under the new rules.</param>
public readonly record struct Sides(long Old, long New)
{
    /// <summary>The sums.</summary>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static Sides operator +(Sides left, Sides right) => new(left.Old + right.Old, left.New + right.New);
}
