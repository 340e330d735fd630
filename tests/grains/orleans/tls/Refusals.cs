using CreditRisk.Cluster.Tls;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>Hears from silos' logs of connections that they refused.</summary>
internal sealed class Refusals : ILoggerProvider, ILogger
{
    private readonly SemaphoreSlim _heard = new(0);

    /// <summary>Returns after one more than were asked for before.</summary>
    public Task NextAsync() => _heard.WaitAsync();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name == TlsHandshake.Failed)
        {
            _heard.Release();
        }
    }

    // The hosts dispose of it, each once, while others may log still.
    public void Dispose()
    {
    }
}
