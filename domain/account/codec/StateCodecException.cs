namespace CreditRisk.Domain.Account.Codec;

/// <summary>An encoded state cannot be read: it is damaged, or a newer program wrote it. The process stops; nothing is dead-lettered for it.</summary>
/// <param name="message">What was found.</param>
public sealed class StateCodecException(string message) : Exception(message);
