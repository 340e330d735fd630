using System.Xml.Linq;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>What all charts have in common: their place, the axis of numbers, and the words for those who do not see them.</summary>
internal static class Frame
{
    /// <summary>The whole chart, and its part that the data are drawn in; units of the drawing.</summary>
    public const double Width = 720, Height = 220, Left = 56, Top = 10, PlotWidth = Width - Left - 10, PlotHeight = Height - Top - 30;

    private const int Lines = 4;

    /// <summary>A chart in its figure, with its numbers as a table.</summary>
    /// <param name="id">What its parts are named by, unique on the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">The same in a sentence.</param>
    /// <param name="content">What is drawn.</param>
    /// <param name="table">The numbers.</param>
    public static XElement Figure(string id, string title, string description, IEnumerable<XElement> content, XElement table) => new(
        "figure",
        Tags.Text("figcaption", title),
        new XElement(
            "svg",
            Tags.With("viewBox", $"0 0 {Tags.Number(Width)} {Tags.Number(Height)}"),
            Tags.With("role", "img"),
            Tags.With("aria-labelledby", $"{id}-title {id}-text"),
            new XElement("title", Tags.With("id", $"{id}-title"), title),
            new XElement("desc", Tags.With("id", $"{id}-text"), description),
            content),
        Tags.Folded("Numbers", table));

    /// <summary>The greatest number of an axis that has room for a number: 1, 2 or 5 and zeros, so that its lines are at whole numbers.</summary>
    public static long Ceiling(long most)
    {
        for (var unit = 1L; ; unit *= 10)
        {
            foreach (var factor in (ReadOnlySpan<long>)[4, 8, 20])
            {
                if (most <= factor * unit)
                {
                    return factor * unit;
                }
            }
        }
    }

    /// <summary>The lines and numbers of the axis.</summary>
    public static IEnumerable<XElement> NumberAxis(long ceiling)
    {
        for (var i = 0; i <= Lines; i++)
        {
            var y = Top + PlotHeight - (PlotHeight * i / Lines);
            yield return new XElement(
                "line", Tags.With("class", "grid"), Tags.With("x1", Left), Tags.With("x2", Left + PlotWidth), Tags.With("y1", y), Tags.With("y2", y));
            yield return Label(Left - 6, y + 4, "end", ComparisonWords.Number(ceiling / Lines * i));
        }
    }

    /// <summary>A word or a number beside the drawing.</summary>
    public static XElement Label(double x, double y, string anchor, string text) =>
        new("text", Tags.With("x", x), Tags.With("y", y), Tags.With("text-anchor", anchor), text);
}
