namespace CreditRisk.Domain.Ladder;

/// <summary>The stages of the ladder, in rising order. The numbers are stored: never reuse one.</summary>
public enum Stage : byte
{
    /// <summary>Nothing to complain of.</summary>
    Good = 0,

    /// <summary>An item was reminded and is still open.</summary>
    Reminder = 1,

    /// <summary>Overdue, and told so.</summary>
    Notice = 2,

    /// <summary>Overdue for long, and warned of what follows.</summary>
    Warning = 3,

    /// <summary>Supply is to be stopped.</summary>
    StopSupply = 4,

    /// <summary>A special case, listed.</summary>
    Blacklist = 5,
}

/// <summary>The stages' names in files, events and on screens.</summary>
public static class StageNames
{
    /// <summary>How many stages there are.</summary>
    public const int Count = 6;

    private static readonly string[] Names = ["good", "reminder", "notice", "warning", "stop-supply", "blacklist"];

    /// <summary>All stages in rising order.</summary>
    public static IReadOnlyList<Stage> All { get; } = [.. Enum.GetValues<Stage>()];

    /// <summary>The stage's name.</summary>
    /// <exception cref="IndexOutOfRangeException">It is no stage.</exception>
    public static string Name(this Stage stage) => Names[(int)stage];

    /// <summary>The stage of a name, or null.</summary>
    public static Stage? Find(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? (Stage)index : null;
}
