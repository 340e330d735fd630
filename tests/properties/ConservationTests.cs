using CreditRisk.Tests.Oracle;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Money is conserved, and the ageing adds up, after every record of every history.</summary>
public sealed class ConservationTests(ITestOutputHelper output)
{
    [Fact]
    public void What_was_booked_is_what_is_owed_at_every_step() => Seeds.ForEach(output, 1_000, seed =>
    {
        var tally = new Tally();
        var rules = PropertyRules.Varied(reversalDays: 400);
        var run = new AccountRun(rules);
        foreach (var record in RichHistory.Generate(seed).Records)
        {
            if (run.Apply(record))
            {
                tally.Add(record.Event);
            }

            if (run.IsOpened)
            {
                var about = HistoryPrinter.Line(record);
                run.Figures.Receivable.ShouldBe(tally.Owed, about);
                run.State.Ledger.Totals.Receivable.ShouldBe(tally.Owed, about);
            }
        }
    });

    [Theory]
    [InlineData(400)]
    [InlineData(30)]
    public void The_ageing_adds_up_to_the_receivable_at_every_step(int reversalDays) => Seeds.ForEach(output, 1_000, seed =>
        AccountRun.Through(PropertyRules.Varied(reversalDays), RichHistory.Generate(seed), run =>
        {
            if (!run.IsOpened)
            {
                return;
            }

            var (aged, figures) = (run.Aged, run.Figures);
            aged.Sum().ShouldBe(figures.Receivable);
            aged[1..9].Sum().ShouldBe(figures.Overdue);
            aged[..9].Min().ShouldBeGreaterThanOrEqualTo(0);
            aged[9].ShouldBe(-figures.UnappliedCredit);
            figures.Receivable.ShouldBe(run.State.Ledger.Totals.Receivable);
            figures.Actionable.ShouldBeInRange(0, figures.Overdue);
            (figures.DaysPastDue > 0 && figures.Actionable == 0).ShouldBeFalse();
            figures.Unbilled.ShouldBeGreaterThanOrEqualTo(0);
            figures.InTransit.ShouldBeGreaterThanOrEqualTo(0);
            var wallet = -(figures.Receivable + figures.Consumed + figures.Unbilled);
            figures.Wallet.ShouldBe(run.State.Profile.Terms.Value == CreditRisk.Domain.Events.Terms.Prepaid ? wallet : null);
            figures.Exposure.ShouldBe(figures.Wallet is null ? Math.Max(0, figures.Receivable + figures.Consumed) + figures.Unbilled : Math.Max(0, -wallet));
        }));

    [Theory]
    [InlineData(400)]
    [InlineData(30)]
    public void Debt_always_stands_in_items_so_that_unapplied_credit_is_never_negative(int reversalDays) => Seeds.ForEach(output, 2_000, seed =>
        AccountRun.Through(PropertyRules.Plain(reversalDays), RichHistory.Generate(seed), run =>
        {
            if (run.IsOpened)
            {
                run.Figures.UnappliedCredit.ShouldBeGreaterThanOrEqualTo(0);
            }
        }));
}
