namespace CreditRisk.Silo.Letters;

/// <summary>What became of one dead letter.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Account">The account, where it could be read.</param>
/// <param name="Outcome"><c>accepted</c>, <c>duplicate</c>, <c>refused</c> (it is a new dead letter now), or <c>unreadable</c> (it stays open).</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Message">The same for a person.</param>
public sealed record LetterAnswer(long Id, string? Account, string Outcome, string? Reason, string? Message);

/// <summary>What became of dead letters that were taken in again. A number that there is no letter of is passed over.</summary>
/// <param name="Accepted">Applied now.</param>
/// <param name="Duplicate">The account knows them already.</param>
/// <param name="Refused">Refused by the account again.</param>
/// <param name="Unreadable">Still no events.</param>
/// <param name="Letters">Each of them.</param>
public sealed record LetterReplayAnswer(int Accepted, int Duplicate, int Refused, int Unreadable, IReadOnlyList<LetterAnswer> Letters);
