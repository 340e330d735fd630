using CreditRisk.Domain.Events;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Oracle;

/// <summary>That the comparison finds what it is there to find: the oracle plays the account under test, with one thing wrong.</summary>
public sealed class OracleComparisonTests
{
    private const int Seed = 1;

    private static readonly Dictionary<string, Func<OraclePolicy, OraclePolicy>> Mistakes = new()
    {
        { "grace a day too long", policy => policy with { GraceDays = policy.GraceDays + 1 } },
        { "floor a cent too high", policy => policy with { TrivialFloor = policy.TrivialFloor + 1 } },
        { "reminder a day early", policy => policy with { ReminderOffset = policy.ReminderOffset - 1 } },
        { "transit a day too long", policy => policy with { SettlementDays = policy.SettlementDays + 1 } },
        { "stop a day late", policy => Change(policy, OracleStage.StopSupply, step => step with { AfterDays = step.AfterDays + 1 }) },
        { "warning left a day early", policy => Change(policy, OracleStage.Warning, step => step with { Exit = f => f.DaysPastDue < 9 }) },
        { "stay forgotten", policy => Change(policy, OracleStage.Blacklist, step => step with { StayDays = 0 }) },
        { "lawsuit ignored", policy => Change(policy, OracleStage.Blacklist, step => step with { Direct = null }) },
        { "effective a day early", policy => Change(policy, OracleStage.Notice, step => step with { EnterDays = 0 }) },
    };

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Fact]
    public void The_oracle_is_what_the_oracle_says() =>
        OracleRun.FirstMismatch(Seed, 40, policy => new NaiveOracle(policy)).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mistake_is_found_and_shown_in_few_records(string mistake)
    {
        var shown = OracleRun.FirstMismatch(Seed, 400, policy => new NaiveOracle(Mistakes[mistake](policy)));

        shown.ShouldNotBeNull(mistake);
        var records = shown.Split("records:")[1].Split("Before it was shortened")[0].Trim().Split('\n').Length;
        records.ShouldBeLessThanOrEqualTo(6, shown);
    }

    [Fact]
    public void An_exception_is_a_mismatch_and_not_the_end_of_the_run() =>
        OracleRun.FirstMismatch(Seed, 400, policy => new Fragile(new NaiveOracle(policy))).ShouldNotBeNull().ShouldContain("fell over a hold");

    [Fact]
    public void An_account_that_depends_on_when_the_sweep_ran_is_found() =>
        OracleRun.FirstMismatch(Seed, 400, policy => new Drowsy(new NaiveOracle(policy))).ShouldNotBeNull().ShouldContain("swept at the end only");

    private static OraclePolicy Change(OraclePolicy policy, OracleStage stage, Func<OracleStep, OracleStep> change) =>
        policy with { Steps = [.. policy.Steps.Select(step => step.Stage == stage ? change(step) : step)] };

    private sealed class Fragile(NaiveOracle inner) : IAccountUnderTest
    {
        public IReadOnlyList<OracleWarning> Warnings => inner.Warnings;

        public void Apply(AccountEvent e, Instant loggedAt)
        {
            if (e is HoldGranted)
            {
                throw new InvalidOperationException("fell over a hold");
            }

            inner.Apply(e, loggedAt);
        }

        public void Advance(Instant now) => inner.Advance(now);

        public DayReport Report() => inner.Report();
    }

    // When it is swept over many days at once it dates its warnings by the sweep.
    private sealed class Drowsy(NaiveOracle inner) : IAccountUnderTest
    {
        private Instant? _swept;
        private Instant? _late;

        public IReadOnlyList<OracleWarning> Warnings =>
            _late is { } late ? [.. inner.Warnings.Select(warning => warning with { RaisedAt = late })] : inner.Warnings;

        public void Apply(AccountEvent e, Instant loggedAt)
        {
            _swept ??= loggedAt;
            inner.Apply(e, loggedAt);
        }

        public void Advance(Instant now)
        {
            _late = now - _swept > Duration.FromDays(2) ? now : _late;
            _swept = now;
            inner.Advance(now);
        }

        public DayReport Report() => inner.Report();
    }
}
