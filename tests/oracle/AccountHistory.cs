using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>One account's generated history.</summary>
/// <param name="Seed">What it was made from.</param>
/// <param name="Records">Sorted by log timestamp.</param>
/// <param name="End">Until when time goes on after the last record.</param>
public sealed record AccountHistory(int Seed, IReadOnlyList<TimedRecord> Records, Instant End);
