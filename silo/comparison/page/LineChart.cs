using System.Xml.Linq;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>Two lines over time: the old rules dashed, the new ones solid.</summary>
internal static class LineChart
{
    private static readonly string[] Headings = ["from", "old", "new"];

    /// <summary>The chart.</summary>
    /// <param name="id">What its parts are named by, unique on the page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="points">The points, at least one.</param>
    public static XElement Of(string id, string title, IReadOnlyList<TimePoint> points)
    {
        var most = points.Max(point => Math.Max(point.Counts.Old, point.Counts.New));
        var description = $"Old rules dashed, new rules solid, from {points[0].From} to {points[^1].From}; at most {points.Max(point => point.Counts.Old)} under the old and "
            + $"{points.Max(point => point.Counts.New)} under the new rules.";
        return Frame.Figure(id, title, description, Draw(points, Frame.Ceiling(most)), Numbers(title, points));
    }

    private static IEnumerable<XElement> Draw(IReadOnlyList<TimePoint> points, long ceiling)
    {
        foreach (var line in Frame.NumberAxis(ceiling))
        {
            yield return line;
        }

        yield return DateLabel(points, 0, "start");
        yield return DateLabel(points, points.Count / 2, "middle");
        yield return DateLabel(points, points.Count - 1, "end");
        yield return Line("old", points, point => point.Counts.Old, ceiling);
        yield return Line("new", points, point => point.Counts.New, ceiling);
    }

    private static XElement DateLabel(IReadOnlyList<TimePoint> points, int index, string anchor) =>
        Frame.Label(XOf(points, index), Frame.Height - 8, anchor, points[index].From.ToString());

    private static XElement Line(string side, IReadOnlyList<TimePoint> points, Func<TimePoint, long> number, long ceiling)
    {
        var places = points.Select((point, index) =>
            $"{Tags.Number(XOf(points, index))},{Tags.Number(Frame.Top + Frame.PlotHeight - (Frame.PlotHeight * number(point) / ceiling))}");
        return new XElement("polyline", Tags.With("class", $"line {side}"), Tags.With("points", string.Join(' ', places)));
    }

    private static double XOf(IReadOnlyList<TimePoint> points, int index) =>
        Frame.Left + (points.Count == 1 ? Frame.PlotWidth / 2 : Frame.PlotWidth * index / (points.Count - 1));

    private static XElement Numbers(string title, IReadOnlyList<TimePoint> points) => Tags.Table(
        title, Headings, points.Select(point => new[] { point.From.ToString(), ComparisonWords.Number(point.Counts.Old), ComparisonWords.Number(point.Counts.New) }));
}
