using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Tests.Oracle;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Whatever had happened: who pays everything leaves the ladder.</summary>
public sealed class PaidUpTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(400)]
    [InlineData(30)]
    public void Paying_everything_clears_the_ladder(int reversalDays) => Seeds.ForEach(output, 1_500, seed =>
    {
        var history = RichHistory.Generate(seed);
        var run = AccountRun.Through(PropertyRules.Plain(reversalDays), history);
        var ids = 0;
        EventHeader Header() => new("end", $"end-{++ids}", "account", run.State.Now);
        void Apply(AccountEvent e) => run.Apply(new TimedRecord(e, run.State.Now)).ShouldBeTrue();

        foreach (var dispute in run.State.Ledger.Disputes)
        {
            Apply(new DisputeClosed(Header(), dispute.Id, null));
        }

        foreach (var hold in run.State.Ledger.Holds)
        {
            Apply(new HoldEnded(Header(), hold.Id));
        }

        foreach (var open in run.State.Ledger.Cases)
        {
            Apply(new KeyEventClosed(Header(), open.Id));
        }

        if (run.Figures.Receivable is > 0 and var owed)
        {
            Apply(new PaymentReceived(Header(), "all", new Cash(owed, run.State.Currency!), "transfer", [], null));
        }

        run.Figures.Overdue.ShouldBe(0);
        run.State.Ladder.Active.ShouldAllBe(entry => entry.Stage == Stage.Blacklist, "only its days to stay may keep a stage");
        run.Advance(history.End + Duration.FromDays(31));
        run.State.Ladder.Active.ShouldBeEmpty();
        run.State.Ladder.EpisodeRunning.ShouldBeFalse();
        AccountRules.StageOf(run.State).ShouldBe(Stage.Good);
        run.Warnings.Count(warning => warning.Kind == WarningKind.Raised && warning.Stage != Stage.Reminder)
            .ShouldBe(run.Warnings.Count(warning => warning.Kind != WarningKind.Raised));
    });
}
