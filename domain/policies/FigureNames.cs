namespace CreditRisk.Domain.Policies;

/// <summary>What kind of number a figure is: only like may be added, or compared with a literal of its kind.</summary>
public enum FigureUnit : byte
{
    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Money of the account's currency.</summary>
    Money,

    /// <summary>A ratio, 1 is the whole.</summary>
    Ratio,

    /// <summary>A word out of a list.</summary>
    Word,
}

/// <summary>The figures' names in policy files, and their units.</summary>
public static class FigureNames
{
    private static readonly (string Name, FigureUnit Unit)[] All =
    [
        ("daysPastDue", FigureUnit.Count), ("actionable", FigureUnit.Money), ("overdue", FigureUnit.Money), ("exposure", FigureUnit.Money),
        ("limitUse", FigureUnit.Ratio), ("daysOfSupply", FigureUnit.Count), ("balance", FigureUnit.Money), ("inTransit", FigureUnit.Money),
        ("score", FigureUnit.Count), ("grade", FigureUnit.Word), ("keyEvent", FigureUnit.Word), ("brokenPromises", FigureUnit.Count),
        ("bouncedPayments", FigureUnit.Count), ("wallet", FigureUnit.Money), ("emergencyLeft", FigureUnit.Money),
    ];

    /// <summary>All names, for messages.</summary>
    public static IEnumerable<string> Names => All.Select(entry => entry.Name);

    /// <summary>The name of a figure.</summary>
    public static string Name(Figure figure) => All[(int)figure].Name;

    /// <summary>The unit of a figure.</summary>
    public static FigureUnit Unit(Figure figure) => All[(int)figure].Unit;

    /// <summary>The figure of a name, or null.</summary>
    public static Figure? Find(string name) => Array.FindIndex(All, entry => entry.Name == name) is >= 0 and var index ? (Figure)index : null;
}
