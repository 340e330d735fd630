using NodaTime;

namespace CreditRisk.Storage.Contracts;

/// <summary>A restriction that an account wants and that nothing in the account holds back: it waits for leave.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">Its region, or null.</param>
/// <param name="Want">The number of the want, which the leave names.</param>
/// <param name="ReadyAt">Since when.</param>
public readonly record struct ReadyRestriction(string Account, string? Region, long Want, Instant ReadyAt);
