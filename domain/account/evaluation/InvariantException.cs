namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>Something that must always hold does not: the record that showed it is not applied, and its account is quarantined.</summary>
/// <param name="message">What does not hold, with the figures.</param>
public sealed class InvariantException(string message) : Exception(message);
