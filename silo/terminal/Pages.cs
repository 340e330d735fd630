using CreditRisk.Domain.Ladder;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>What the pages for people have in common.</summary>
internal static class Pages
{
    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd HH':'mm':'ss'Z'");

    /// <summary>An instant for people.</summary>
    public static string Time(Instant instant) => Seconds.Format(instant);

    /// <summary>A text from outside as markup: what would steer the terminal is shown instead.</summary>
    public static string Text(string text) => Visible(text).EscapeMarkup();

    /// <summary>A text from outside with its control characters, but for line ends and tabs, written out.</summary>
    public static string Visible(string text) => !text.Any(IsSteering)
        ? text
        : string.Concat(text.Select(unit => IsSteering(unit) ? $"\\u{(int)unit:x4}" : unit.ToString()));

    /// <summary>A table in the style of all pages.</summary>
    public static Table NewTable() => new Table { Border = TableBorder.Simple };

    /// <summary>A table under a title.</summary>
    public static void Section(IAnsiConsole console, string title, Table table)
    {
        console.MarkupLine($"[bold]{title.EscapeMarkup()}[/]");
        console.Write(table);
    }

    /// <summary>An ageing bucket's name for people.</summary>
    public static string BucketTitle(string bucket) => bucket switch
    {
        "notDue" => "not due",
        "over365" => "over 365",
        "unappliedCredit" => "credit",
        _ => bucket,
    };

    private static bool IsSteering(char unit) => char.IsControl(unit) && unit is not ('\n' or '\t');
}

/// <summary>The stages in their colours.</summary>
internal static class StageStyle
{
    /// <summary>The stage's name with its colour.</summary>
    public static string Markup(string stage) => $"[{Colour(stage)}]{stage.EscapeMarkup()}[/]";

    /// <summary>A title, which has its colour where it is a stage.</summary>
    public static string Title(string title) => StageNames.Find(title) is null ? $"[bold]{title.EscapeMarkup()}[/]" : Markup(title);

    private static string Colour(string stage) => stage switch
    {
        "good" => "green",
        "reminder" => "aqua",
        "notice" => "yellow",
        "warning" => "orange1",
        "stop-supply" => "red",
        _ => "white on red",
    };
}
