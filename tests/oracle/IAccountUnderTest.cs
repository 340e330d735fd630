using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>What oracle and domain have in common: an account that takes records and the passing of time.</summary>
public interface IAccountUnderTest
{
    /// <summary>The warnings that left the account so far, in order.</summary>
    IReadOnlyList<OracleWarning> Warnings { get; }

    /// <summary>Applies a record, after advancing to its log timestamp.</summary>
    void Apply(AccountEvent e, Instant loggedAt);

    /// <summary>Runs through all days that start up to and including <paramref name="now"/>.</summary>
    void Advance(Instant now);

    /// <summary>The state at the instant last advanced to.</summary>
    DayReport Report();
}
