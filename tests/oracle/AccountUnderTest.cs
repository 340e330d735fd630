using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Oracle;

/// <summary>The domain's account, as the oracle's driver drives it.</summary>
internal sealed class AccountUnderTest : IAccountUnderTest
{
    private readonly AccountRules _rules;
    private readonly List<OracleWarning> _warnings = [];
    private AccountState? _state;
    private Instant _now;

    private AccountUnderTest(OraclePolicy policy) => _rules = DomainPolicies.Rules(policy);

    public IReadOnlyList<OracleWarning> Warnings => _warnings;

    /// <summary>A new account under a policy.</summary>
    public static IAccountUnderTest Open(OraclePolicy policy) => new AccountUnderTest(policy);

    public void Apply(AccountEvent e, Instant loggedAt)
    {
        // Histories state every fact once: what the filter only may know is never in the history.
        Advance(loggedAt);
        var answer = AccountRules.Ask(_state, e) is null ? null : HistoryAnswer.Nothing;
        var step = _rules.Apply(_state, e, loggedAt, answer);
        step.Outcome.ShouldBe(Outcome.Applied, step.Message);
        Take(step);
        _now = Instant.Max(_now, loggedAt);
    }

    public void Advance(Instant now)
    {
        _now = Instant.Max(_now, now);
        if (_state is not null)
        {
            Take(_rules.Advance(_state, now));
        }
    }

    public DayReport Report()
    {
        var state = _state.ShouldNotBeNull();
        var figures = _rules.FiguresOf(state);
        return new DayReport(
            state.Clock.Today,
            figures.Receivable,
            figures.Overdue,
            figures.Actionable,
            figures.DaysPastDue,
            figures.InTransit,
            Ageing.Of(state.Ledger, state.Clock.Today),
            (OracleStage)AccountRules.StageOf(state),
            [.. state.Ladder.Active.Select(entry => new ActiveEntry((OracleStage)entry.Stage, entry.Episode, entry.Number))]);
    }

    private void Take(Step step)
    {
        _state = step.State;
        foreach (var warning in step.Warnings)
        {
            _warnings.Add(new OracleWarning(
                (OracleWarningKind)warning.Kind, (OracleStage)warning.Stage, warning.Episode, warning.Entry, warning.EffectiveAt, warning.RaisedAt));
        }
    }
}
