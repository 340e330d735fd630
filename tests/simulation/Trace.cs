namespace CreditRisk.Tests.Simulation;

/// <summary>What has happened, as a hash over everything and the newest lines as text: two runs of one seed have the same.</summary>
internal sealed class Trace
{
    private const int Kept = 60;

    private readonly Queue<string> _newest = new();
    private readonly bool _isWhole = Environment.GetEnvironmentVariable("CREDITRISK_TRACE") is { Length: > 0 };

    public ulong Hash { get; private set; } = 14695981039346656037;

    public long Lines { get; private set; }

    public IEnumerable<string> Newest => _newest;

    /// <summary>How often what has happened.</summary>
    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds what has happened, to whom, and more of it.</summary>
    public void Add(string what, string who, string details = "")
    {
        Counts[what] = Counts.GetValueOrDefault(what) + 1;
        var line = $"{who} {what} {details}";
        foreach (var letter in line)
        {
            Hash = unchecked((Hash ^ letter) * 1099511628211);
        }

        Lines++;
        _newest.Enqueue(line);
        if (_newest.Count > Kept && !_isWhole)
        {
            _newest.Dequeue();
        }
    }
}
