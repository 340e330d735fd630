using CreditRisk.Silo.Commands;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Spectre.Console;

namespace CreditRisk.Silo.Terminal;

/// <summary>In which form a live run is shown.</summary>
internal enum LiveForm : byte
{
    /// <summary>A page that changes in place.</summary>
    Page,

    /// <summary>A line a second, for people.</summary>
    Lines,

    /// <summary>A JSON object a line, for programs.</summary>
    Json,
}

/// <summary>What a live run says when it takes requests.</summary>
/// <param name="Address">Where the API listens.</param>
/// <param name="DataDirectory">The data directory.</param>
/// <param name="Customers">How many customers are simulated.</param>
/// <param name="Seed">Which portfolio.</param>
/// <param name="Now">The simulated instant at which it goes on.</param>
internal sealed record LiveStart(Uri Address, string DataDirectory, int Customers, int Seed, Instant Now)
{
    /// <summary>The address without the slash at its end.</summary>
    public string Url => Address.AbsoluteUri.TrimEnd('/');
}

/// <summary>Shows a live run, from its start to its end.</summary>
/// <param name="clock">Says when to look again.</param>
internal abstract class LiveOutput(TimeProvider clock)
{
    /// <summary>How often the figures are looked at where they are written line by line.</summary>
    protected static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(1);

    /// <summary>The output of a form.</summary>
    public static LiveOutput Create(LiveForm form, CommandConsole console, IAccountReader reader, TimeProvider clock) => form switch
    {
        LiveForm.Page => new PageOutput(console, clock),
        LiveForm.Json => new JsonOutput(console, reader, clock),
        _ => new LineOutput(console, clock),
    };

    /// <summary>The run takes requests.</summary>
    public abstract void Ready(LiveStart start);

    /// <summary>Shows figures until the task has ended, and once more then. It does not look at how the task ended.</summary>
    public abstract Task RunAsync(LiveFigures figures, Task ended);

    /// <summary>The run is over, and everything is durable.</summary>
    public abstract void Stopped(Instant now);

    /// <summary>Looks at the figures again and again until the task has ended, and once more then.</summary>
    protected async Task RepeatAsync(TimeSpan interval, LiveFigures figures, Task ended, Action<LiveSnapshot> show)
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

/// <summary>Shows a page that changes in place.</summary>
internal sealed class PageOutput(CommandConsole console, TimeProvider clock) : LiveOutput(clock)
{
    private static readonly TimeSpan BetweenPages = TimeSpan.FromMilliseconds(500);

    private string _title = "";

    public override void Ready(LiveStart start) =>
        _title = $"[link]{start.Url}[/]  data {Pages.Text(start.DataDirectory)}  seed {start.Seed}  Ctrl-C ends it";

    public override Task RunAsync(LiveFigures figures, Task ended) =>
        console.Ansi.Live(new Text("")).StartAsync(context => RepeatAsync(BetweenPages, figures, ended, snapshot =>
        {
            context.UpdateTarget(TerminalView.Page(snapshot, _title));
            context.Refresh();
        }));

    public override void Stopped(Instant now) => console.LiveLine(TerminalView.Stopped(now));
}

/// <summary>Writes a line a second.</summary>
internal sealed class LineOutput(CommandConsole console, TimeProvider clock) : LiveOutput(clock)
{
    public override void Ready(LiveStart start) => console.LiveLine(
        $"ready {start.Url} data {start.DataDirectory} customers {start.Customers} seed {start.Seed} day {TerminalView.DayOf(start.Now)}");

    public override Task RunAsync(LiveFigures figures, Task ended) =>
        RepeatAsync(BetweenLines, figures, ended, snapshot => console.LiveLine(TerminalView.Line(snapshot)));

    public override void Stopped(Instant now) => console.LiveLine(TerminalView.Stopped(now));
}
