namespace CreditRisk.Tests.Chaos;

/// <summary>The last lines of what processes wrote, and what was done to them. Thread-safe.</summary>
internal sealed class LogTail
{
    private const int MostLines = 400;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly bool _isWhole = Environment.GetEnvironmentVariable("CREDITRISK_TRACE") is { Length: > 0 };
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    public void Add(string who, string line)
    {
        lock (_lock)
        {
            _lines.Enqueue($"{TimeProvider.System.GetElapsedTime(_begun).TotalSeconds,7:0.000} {who}: {line}");
            if (_lines.Count > MostLines && !_isWhole)
            {
                _lines.Dequeue();
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }
}
