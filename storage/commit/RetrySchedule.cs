namespace CreditRisk.Storage.Commit;

/// <summary>How long to wait for a store that is away: each pause is twice as long as the one before, up to a bound.</summary>
/// <param name="First">The first pause, more than zero.</param>
/// <param name="Longest">The longest, at least the first.</param>
public readonly record struct RetrySchedule(TimeSpan First, TimeSpan Longest)
{
    /// <summary>The pause after so many attempts that failed.</summary>
    /// <param name="attempts">1 or more.</param>
    public TimeSpan After(int attempts) => TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(attempts - 1, 20), Longest.Ticks));
}
