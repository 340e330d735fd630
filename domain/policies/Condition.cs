using System.Collections.Immutable;
using NodaTime;

namespace CreditRisk.Domain.Policies;

/// <summary>What a condition needs to say since when it is true.</summary>
/// <param name="Cause">When the record that caused the evaluation happened in the business, or the instant itself when time alone caused it.</param>
/// <param name="Zone">The account's zone, for the starts of days.</param>
public readonly record struct TrueSince(Instant Cause, DateTimeZone Zone);

/// <summary>A condition of a policy over named figures: true or false, and since when.</summary>
public abstract record Condition
{
    /// <summary>Whether it holds for these figures.</summary>
    public abstract bool Holds(in Figures figures);

    /// <summary>When it became true in the business; asked only while it holds.</summary>
    public virtual Instant Since(in Figures figures, in TrueSince context) => context.Cause;

    /// <summary>Adds, for each comparison that makes it hold, a line such as <c>daysPastDue 16 &gt;= 15</c>.</summary>
    public virtual void Explain(in Figures figures, ImmutableArray<string>.Builder reasons) => reasons.Add(ToString());

    /// <summary>Adds the days past due at which its truth may change, so that the clock wakes the account on these days.</summary>
    public virtual void AddThresholds(ISet<int> days)
    {
    }

    /// <summary>Adds the figures that it reads.</summary>
    public abstract void AddFigures(ISet<Figure> figures);
}

/// <summary>Holds when all parts do.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record AllOf(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(in Figures figures)
    {
        foreach (var part in Parts)
        {
            if (!part.Holds(figures))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override Instant Since(in Figures figures, in TrueSince context)
    {
        var latest = Instant.MinValue;
        foreach (var part in Parts)
        {
            latest = Instant.Max(latest, part.Since(figures, context));
        }

        return latest;
    }

    /// <inheritdoc/>
    public override void Explain(in Figures figures, ImmutableArray<string>.Builder reasons)
    {
        foreach (var part in Parts)
        {
            part.Explain(figures, reasons);
        }
    }

    /// <inheritdoc/>
    public override void AddThresholds(ISet<int> days)
    {
        foreach (var part in Parts)
        {
            part.AddThresholds(days);
        }
    }

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures)
    {
        foreach (var part in Parts)
        {
            part.AddFigures(figures);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" and ", Parts.Select(part => part is AnyOf ? $"({part})" : part.ToString()));
}

/// <summary>Holds when at least one part does.</summary>
/// <param name="Parts">Two or more.</param>
public sealed record AnyOf(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(in Figures figures)
    {
        foreach (var part in Parts)
        {
            if (part.Holds(figures))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override Instant Since(in Figures figures, in TrueSince context)
    {
        var earliest = Instant.MaxValue;
        foreach (var part in Parts)
        {
            if (part.Holds(figures))
            {
                earliest = Instant.Min(earliest, part.Since(figures, context));
            }
        }

        return earliest;
    }

    /// <inheritdoc/>
    public override void Explain(in Figures figures, ImmutableArray<string>.Builder reasons)
    {
        foreach (var part in Parts)
        {
            if (part.Holds(figures))
            {
                part.Explain(figures, reasons);
            }
        }
    }

    /// <inheritdoc/>
    public override void AddThresholds(ISet<int> days)
    {
        foreach (var part in Parts)
        {
            part.AddThresholds(days);
        }
    }

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures)
    {
        foreach (var part in Parts)
        {
            part.AddFigures(figures);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" or ", Parts);
}

/// <summary>Holds when its part does not.</summary>
/// <param name="Part">What is negated.</param>
public sealed record Negation(Condition Part) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(in Figures figures) => !Part.Holds(figures);

    /// <inheritdoc/>
    public override void AddThresholds(ISet<int> days) => Part.AddThresholds(days);

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures) => Part.AddFigures(figures);

    /// <inheritdoc/>
    public override string ToString() => Part is AllOf or AnyOf ? $"not ({Part})" : $"not {Part}";
}
