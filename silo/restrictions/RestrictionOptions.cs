namespace CreditRisk.Silo.Restrictions;

/// <summary>Whether and how restrictions leave.</summary>
public sealed record RestrictionOptions
{
    /// <summary>Whether restrictions leave at all: else everything is decided and shown, and none does. What gives supply back always leaves.</summary>
    public bool Send { get; init; }

    /// <summary>How often it is looked for restrictions that wait for leave, 1-3,600 s.</summary>
    public int IntervalSeconds { get; init; } = 5;

    /// <summary>Feeds that must have said by a heartbeat that they are complete; empty for none.</summary>
    public IReadOnlyList<string> Feeds { get; init; } = [];

    /// <summary>Hours after which a feed that has not said so counts as silent, 1-720.</summary>
    public int FeedSilenceHours { get; init; } = 6;

    /// <summary>Restrictions in one UTC hour after which the kill switch is set and a person must look, 0-1,000,000; 0 for no such brake.</summary>
    public int BulkPerHour { get; init; }
}
