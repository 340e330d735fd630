using System.CommandLine;
using System.Text;
using System.Text.Json;
using CreditRisk.Silo.Views;
using Spectre.Console;

namespace CreditRisk.Silo.Commands;

/// <summary>Where a command writes: what was asked for to the output, everything else to the error output.</summary>
public sealed class CommandConsole
{
    private const int WidthOfNoTerminal = 120;
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly Lock _noting = new();

    private CommandConsole(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
        Ansi = Create(output);
    }

    /// <summary>For people: colours and width as the output has them.</summary>
    public IAnsiConsole Ansi { get; }

    /// <summary>Whether a person looks at the output.</summary>
    public bool IsTerminal => _output is StandardOutput { IsTerminal: true };

    /// <summary>Whether a person looks at the error output.</summary>
    public bool IsErrorTerminal => ReferenceEquals(_error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>The console of an invocation.</summary>
    public static CommandConsole Of(ParseResult parsed) => Of(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);

    /// <summary>A console on two writers.</summary>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="error">Takes everything else.</param>
    internal static CommandConsole Of(TextWriter output, TextWriter error)
    {
        if (output is StandardOutput { IsTerminal: false } standard)
        {
            // Lists of millions of lines; what is watched is flushed by itself.
            standard.AutoFlush = false;
        }

        return new CommandConsole(output, error);
    }

    /// <summary>Writes a value as one line of JSON.</summary>
    public void Json<T>(T value) => _output.WriteLine(JsonSerializer.Serialize(value, JsonForm.Compact));

    /// <summary>Writes a line as it is.</summary>
    public void Line(string text) => _output.WriteLine(text);

    /// <summary>Writes a line for whoever watches, and shows it at once.</summary>
    public void LiveLine(string text)
    {
        _output.WriteLine(text);
        _output.Flush();
    }

    /// <summary>Writes UTF-8 that this program made, and ends the line.</summary>
    public void Line(ReadOnlySpan<byte> utf8) => _output.WriteLine(Encoding.UTF8.GetString(utf8));

    /// <summary>Says something beside the result. Thread-safe.</summary>
    public void Note(string text)
    {
        lock (_noting)
        {
            _error.WriteLine(text);
        }
    }

    /// <summary>Shows the progress of some work on the error output, if a person looks at it.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">The work; it reports the share that is done, 0 to 1.</param>
    public Task<T> WithProgressAsync<T>(string title, Func<Action<double>, Task<T>> work) =>
        WithProgressAsync([title], report => work(share => report(title, share)));

    /// <summary>Shows the progress of some work in parts on the error output, if a person looks at it.</summary>
    /// <param name="titles">The parts; those of the same title share what is shown.</param>
    /// <param name="work">The work; it reports a part and the share of it that is done, 0 to 1.</param>
    public async Task<T> WithProgressAsync<T>(IReadOnlyCollection<string> titles, Func<Action<string, double>, Task<T>> work)
    {
        if (!IsErrorTerminal)
        {
            return await work((_, _) => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error) });
        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            foreach (var title in titles.Distinct(StringComparer.Ordinal))
            {
                bars.Add(title, context.AddTask(title.EscapeMarkup(), maxValue: 1));
            }

            return await work((title, share) => bars[title].Value = share);
        });
    }

    private static IAnsiConsole Create(TextWriter writer)
    {
        var isTerminal = writer is StandardOutput { IsTerminal: true };
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            // On build servers they turn escape codes on, whatever is asked for here.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = isTerminal },
            Out = new WriterOutput(writer),
        });
    }

    /// <summary>Tells Spectre what the writer is, which it can find out of the process's own only.</summary>
    private sealed class WriterOutput(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => writer is StandardOutput { IsTerminal: true };

        public int Width => writer is StandardOutput standard ? standard.Width : WidthOfNoTerminal;

        public int Height => writer is StandardOutput standard ? standard.Height : 50;

        public void SetEncoding(Encoding encoding)
        {
            // The output is UTF-8 whatever the system's code page.
        }
    }
}
