using System.Xml.Linq;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>Bars: how many warnings come how many days earlier or later. Days at the far ends share a bar.</summary>
internal static class ShiftChart
{
    private const int MostDays = 30;
    private static readonly string[] Headings = ["days", "warnings"];

    /// <summary>The chart.</summary>
    /// <param name="id">What its parts are named by, unique on the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="shifts">The shifts, at least one.</param>
    public static XElement Of(string id, string title, IReadOnlyList<ShiftCount> shifts)
    {
        var bars = shifts.GroupBy(shift => Math.Clamp(shift.Days, -MostDays, MostDays)).ToDictionary(bar => bar.Key, bar => bar.Sum(shift => shift.Count));
        var description = $"Days from the old warning to the new one, negative where the new one is earlier: {ComparisonWords.Shifts(shifts)}.";
        return Frame.Figure(id, title, description, Draw(bars), Numbers(title, shifts));
    }

    private static IEnumerable<XElement> Draw(Dictionary<int, long> bars)
    {
        var (first, last) = (Math.Min(-1, bars.Keys.Min()), Math.Max(1, bars.Keys.Max()));
        var ceiling = Frame.Ceiling(bars.Values.Max());
        var width = Frame.PlotWidth / (last - first + 1);
        foreach (var line in Frame.NumberAxis(ceiling))
        {
            yield return line;
        }

        foreach (var (days, count) in bars.OrderBy(bar => bar.Key))
        {
            var height = Frame.PlotHeight * count / ceiling;
            yield return new XElement(
                "rect",
                Tags.With("class", days == 0 ? "bar" : "bar moved"),
                Tags.With("x", Frame.Left + ((days - first) * width) + (width * 0.1)),
                Tags.With("width", width * 0.8),
                Tags.With("y", Frame.Top + Frame.PlotHeight - height),
                Tags.With("height", height));
        }

        foreach (var days in new SortedSet<int> { first, 0, last })
        {
            yield return Frame.Label(Frame.Left + ((days - first + 0.5) * width), Frame.Height - 8, "middle", Caption(days));
        }
    }

    private static string Caption(int days) => Math.Abs(days) < MostDays ? ComparisonWords.Days(days) : $"{ComparisonWords.Days(days)} and more";

    private static XElement Numbers(string title, IReadOnlyList<ShiftCount> shifts) =>
        Tags.Table(title, Headings, shifts.Select(shift => new[] { ComparisonWords.Days(shift.Days), ComparisonWords.Number(shift.Count) }));
}
