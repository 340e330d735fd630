namespace CreditRisk.Silo.Api.Intake;

/// <summary>What became of one event of a request.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Id">Its id, or null where it could not be read.</param>
/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c> or <c>refused</c>; durable in any case.</param>
/// <param name="Reason">Why it was refused: a stable code, else null.</param>
/// <param name="Message">Why it was refused, for a person, else null.</param>
public readonly record struct EventAnswer(int Index, string? Id, string Outcome, string? Reason, string? Message);

/// <summary>What became of the events of a request. Everything in it is durable.</summary>
/// <param name="Accepted">How many are part of their accounts.</param>
/// <param name="Duplicates">How many were applied before.</param>
/// <param name="Refused">How many are kept as dead letters.</param>
/// <param name="Events">Each of them, in the order of the request.</param>
public sealed record IngestAnswer(int Accepted, int Duplicates, int Refused, IReadOnlyList<EventAnswer> Events);
