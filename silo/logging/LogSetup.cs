using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CreditRisk.Silo.Logging;

/// <summary>Sets up the log: one line of JSON an entry, to stderr, so that stdout is the program's own.</summary>
public static class LogSetup
{
    /// <summary>Makes the log of a service. Disposing of it writes what still waits.</summary>
    /// <param name="least">The least level that is logged. Of the framework only warnings are, since it logs addresses, and those name accounts.</param>
    /// <param name="clock">Gives the entries' times.</param>
    public static ILoggerFactory Create(LogLevel least, TimeProvider clock) => LoggerFactory.Create(builder =>
    {
        Filter(builder, least);
        builder.Services.AddSingleton(clock);
        builder.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        builder.AddConsole(console =>
        {
            console.FormatterName = JsonLogFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    });

    /// <summary>Makes a log whose lines somebody else writes, at once.</summary>
    /// <param name="least">The least level that is logged; of the framework only warnings are.</param>
    /// <param name="clock">Gives the entries' times.</param>
    /// <param name="write">Takes a line, without its end, on any thread; who logs waits for it.</param>
    public static ILoggerFactory Create(LogLevel least, TimeProvider clock, Action<string> write) => LoggerFactory.Create(builder =>
    {
        Filter(builder, least);
        builder.AddProvider(new LineLog(new JsonLogFormatter(clock), write));
    });

    private static void Filter(ILoggingBuilder builder, LogLevel least)
    {
        builder.SetMinimumLevel(least);
        builder.AddFilter("Microsoft", (LogLevel)Math.Max((int)least, (int)LogLevel.Warning));
        builder.AddFilter("Orleans", (LogLevel)Math.Max((int)least, (int)LogLevel.Warning));
        // What becomes of single calls their callers see, repeat and count. Here it would be a line for each, with the account's name.
        builder.AddFilter("Polly", LogLevel.None);
        builder.AddFilter("Orleans.Messaging", LogLevel.None);
        builder.AddFilter("Orleans.Runtime.CallbackData", LogLevel.None);
        // It advises a collector that costs a third of the throughput here (see docs/inside.md).
        builder.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        // At every start it takes the time since the machine was started for a stall.
        builder.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        // Whether the API could start its caller says, in one line.
        builder.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }
}
