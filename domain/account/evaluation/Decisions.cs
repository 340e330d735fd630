using System.Collections.Immutable;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Domain.Account.Evaluation;

/// <summary>A fact that had been accepted and is given up, for the dead letters.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Reason">A code of <see cref="RefusalCodes"/>.</param>
/// <param name="Message">Why, for a person.</param>
/// <param name="At">When.</param>
public sealed record LostFact(AccountEvent Fact, string Reason, string Message, Instant At);

/// <summary>What came of one input: gathered while it is worked on.</summary>
/// <param name="cause">The record that is being applied, or null when time alone acts.</param>
internal sealed class Decisions(AccountEvent? cause)
{
    private ImmutableArray<AccountEffect>.Builder? _effects;
    private ImmutableArray<LostFact>.Builder? _lost;
    private Instant _now;

    /// <summary>The record that is being applied, or null when time alone acts.</summary>
    public AccountEvent? Cause { get; set; } = cause;

    /// <summary>The next instant at which something may change while no record comes; of the evaluation that is under way.</summary>
    public Instant Alarm { get; private set; } = Instant.MaxValue;

    /// <summary>Effects in order.</summary>
    public ImmutableArray<AccountEffect> Effects => _effects?.ToImmutable() ?? [];

    /// <summary>Facts given up, in order.</summary>
    public ImmutableArray<LostFact> Lost => _lost?.ToImmutable() ?? [];

    /// <summary>Begins an evaluation.</summary>
    public void Begin(Instant now) => (_now, Alarm) = (now, Instant.MaxValue);

    /// <summary>Looks at the account again at an instant, if that is still to come.</summary>
    public void WakeBy(Instant? at)
    {
        if (at > _now && at < Alarm)
        {
            Alarm = at.Value;
        }
    }

    /// <summary>Adds an effect.</summary>
    public void Add(AccountEffect effect) => (_effects ??= ImmutableArray.CreateBuilder<AccountEffect>()).Add(effect);

    /// <summary>Gives up a fact.</summary>
    public void Add(LostFact lost) => (_lost ??= ImmutableArray.CreateBuilder<LostFact>()).Add(lost);
}
