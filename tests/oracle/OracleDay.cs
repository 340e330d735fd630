using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>A record as the account got it.</summary>
/// <param name="Event">The event.</param>
/// <param name="LoggedAt">Its log timestamp.</param>
public sealed record TimedRecord(AccountEvent Event, Instant LoggedAt);

/// <summary>A local day as the oracle saw it end.</summary>
/// <param name="Report">The state at its end.</param>
/// <param name="NextDay">The instant at which the next day starts.</param>
/// <param name="Records">How many records had been applied by then.</param>
/// <param name="Warnings">How many warnings had left by then.</param>
public sealed record OracleDay(DayReport Report, Instant NextDay, int Records, int Warnings);
