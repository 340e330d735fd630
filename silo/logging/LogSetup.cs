using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CreditRisk.Silo.Logging;

/// <summary>Sets up the log of the service: one line of JSON an entry, to stderr, so that stdout is the program's own.</summary>
public static class LogSetup
{
    /// <summary>Makes the log. Disposing of it writes what still waits.</summary>
    /// <param name="least">The least level that is logged. Of the framework only warnings are, since it logs addresses, and those name accounts.</param>
    /// <param name="clock">Gives the entries' times.</param>
    public static ILoggerFactory Create(LogLevel least, TimeProvider clock) => LoggerFactory.Create(builder =>
    {
        builder.Services.AddSingleton(clock);
        builder.SetMinimumLevel(least);
        builder.AddFilter("Microsoft", (LogLevel)Math.Max((int)least, (int)LogLevel.Warning));
        // Whether the API could start its caller says, in one line.
        builder.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        builder.AddConsole(console =>
        {
            console.FormatterName = JsonLogFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    });
}
