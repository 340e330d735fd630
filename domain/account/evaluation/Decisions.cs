using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
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
    private ImmutableArray<WarningEffect>.Builder? _warnings;
    private ImmutableArray<LostFact>.Builder? _lost;

    /// <summary>The record that is being applied, or null when time alone acts.</summary>
    public AccountEvent? Cause { get; set; } = cause;

    /// <summary>Warnings in order.</summary>
    public ImmutableArray<WarningEffect> Warnings => _warnings?.ToImmutable() ?? [];

    /// <summary>Facts given up, in order.</summary>
    public ImmutableArray<LostFact> Lost => _lost?.ToImmutable() ?? [];

    /// <summary>Adds a warning.</summary>
    public void Add(WarningEffect warning) => (_warnings ??= ImmutableArray.CreateBuilder<WarningEffect>()).Add(warning);

    /// <summary>Gives up a fact.</summary>
    public void Add(LostFact lost) => (_lost ??= ImmutableArray.CreateBuilder<LostFact>()).Add(lost);
}
