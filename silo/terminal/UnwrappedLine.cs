using Spectre.Console.Rendering;

namespace CreditRisk.Silo.Terminal;

/// <summary>A line as it is: the terminal may break it at its edge, but what is copied from there is whole.</summary>
/// <param name="text">The line, without its end and without control characters.</param>
internal sealed class UnwrappedLine(string text) : IRenderable
{
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(text.Length, maxWidth), Math.Min(text.Length, maxWidth));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text), Segment.LineBreak];
}
