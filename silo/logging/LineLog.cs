using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Silo.Logging;

/// <summary>Hands each entry on as one line of JSON, on the thread that logs.</summary>
/// <param name="formatter">Writes the entries.</param>
/// <param name="write">Takes a line, without its end; may be called on any thread.</param>
internal sealed class LineLog(JsonLogFormatter formatter, Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, formatter, write);

    public void Dispose()
    {
        // Nothing waits here: each line was handed on at once.
    }

    private sealed class LineLogger(string category, JsonLogFormatter json, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            json.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, line);
            write(line.ToString().TrimEnd('\n'));
        }
    }
}
