using CreditRisk.Silo.Commands;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CreditRisk.Silo.Terminal;

/// <summary>Keeps showing live figures until something ends.</summary>
/// <param name="console">Where they are shown.</param>
/// <param name="figures">The figures.</param>
/// <param name="clock">Says when to look again.</param>
internal sealed class LiveOutput(CommandConsole console, LiveFigures figures, TimeProvider clock)
{
    private static readonly TimeSpan BetweenPages = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    /// <summary>Shows them until the task has ended, and once more then. It does not look at how the task ended.</summary>
    public Task RunAsync(string title, bool isLive, Task ended) => isLive
        ? console.Ansi.Live(new Text("")).StartAsync(context => RepeatAsync(BetweenPages, ended, snapshot =>
        {
            context.UpdateTarget(TerminalView.Page(snapshot, title));
            context.Refresh();
        }))
        : RepeatAsync(BetweenLines, ended, snapshot => console.LiveLine(TerminalView.Line(snapshot)));

    private async Task RepeatAsync(TimeSpan interval, Task ended, Action<LiveSnapshot> show)
    {
        using var timer = new PeriodicTimer(interval, clock);
        var isOver = false;
        while (!isOver)
        {
            isOver = await Task.WhenAny(ended, timer.WaitForNextTickAsync().AsTask()) == ended;
            show(figures.Read());
        }
    }
}
