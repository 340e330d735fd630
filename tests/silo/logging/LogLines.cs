using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CreditRisk.Silo.Logging;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Tests.Silo.Logging;

/// <summary>A log that is kept in memory, as lines of JSON. Thread-safe.</summary>
internal sealed class LogLines : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = [];

    public LogLines() => Factory = LogSetup.Create(LogLevel.Debug, new ManualTime(), _lines.Enqueue);

    public ILoggerFactory Factory { get; }

    /// <summary>The entries of one event, as they are.</summary>
    public JsonNode[] Of(string name) => [.. Entries.Where(entry => entry["event"]?.ToString() == name)];

    /// <summary>The events' names, in order, of those that begin so.</summary>
    public string[] Events(string prefix) =>
        [.. Entries.Select(entry => entry["event"]?.ToString() ?? "").Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

    public void Dispose() => Factory.Dispose();

    private IEnumerable<JsonNode> Entries => _lines.Select(line => JsonNode.Parse(line)!);
}
