namespace CreditRisk.Domain.Restrictions;

/// <summary>How far supply is restricted, in rising order. The numbers are stored: never reuse one.</summary>
public enum RestrictionLevel : byte
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Limited: outgoing service, a load, an order.</summary>
    Limit = 1,

    /// <summary>Stopped.</summary>
    Stop = 2,
}

/// <summary>What a command asks for. The numbers are stored: never reuse one.</summary>
public enum RestrictionAction : byte
{
    /// <summary>Supply in full again.</summary>
    Restore = 0,

    /// <summary>Limit the supply, whether it was free or stopped before.</summary>
    Limit = 1,

    /// <summary>Stop the supply.</summary>
    Stop = 2,
}

/// <summary>The words for levels and actions in files and events.</summary>
public static class RestrictionWords
{
    private static readonly string[] Levels = ["none", "limit", "stop"];
    private static readonly string[] Actions = ["restore", "limit", "stop"];

    /// <summary>The word for a level.</summary>
    public static string Word(this RestrictionLevel level) => Levels[(int)level];

    /// <summary>The word for an action.</summary>
    public static string Word(this RestrictionAction action) => Actions[(int)action];

    /// <summary>The command that leads to a level.</summary>
    public static RestrictionAction ToReach(RestrictionLevel level) => (RestrictionAction)level;

    /// <summary>The level that a command leads to.</summary>
    public static RestrictionLevel Reached(this RestrictionAction action) => (RestrictionLevel)action;
}
