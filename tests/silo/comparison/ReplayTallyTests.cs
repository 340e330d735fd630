using System.Text.Json;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Comparison;
using CreditRisk.Silo.Views;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Comparison;

public sealed class ReplayTallyTests
{
    private static readonly AccountComparison[] Accounts =
    [
        Begun.Account("same", [Begun.On(1, until: 9)], [Begun.On(1, until: 9)]),
        Begun.Account("earlier", [Begun.On(15)], [Begun.On(10)]),
        Begun.Account("spared", [Begun.On(15, stage: Stage.StopSupply), Begun.On(1)], [Begun.On(1)]),
        Begun.Account("listed", [], [Begun.On(30, stage: Stage.Blacklist)]),
        Begun.Account("poor", [], [Begun.On(3, actionable: 1)]),
        Begun.Account("rich", [], [Begun.On(3, actionable: 1_000_00), Begun.On(2, stage: Stage.Notice)]),
    ];

    [Fact]
    public void Accounts_and_warnings_are_counted_by_stage()
    {
        var stages = Compare(Accounts, most: 10).Subjects;
        stages.Select(one => one.Subject).ShouldBe(["notice", "warning", "stop-supply", "blacklist"]);
        stages[1].Accounts.ShouldBe(new AccountCounts(3, 5, 0, 2));
        stages[1].Beginnings.ShouldBe(new BeginningCounts(3, 5, 0, 2, 2, 1, 0, default));
        stages[1].Shifts.ShouldBe([new ShiftCount(-5, 1), new ShiftCount(0, 2)]);
        stages[2].Accounts.ShouldBe(new AccountCounts(1, 0, 1, 0));
    }

    [Fact]
    public void Money_is_that_at_the_warnings_of_each_side()
    {
        var money = Compare(Accounts, most: 10).Subjects[1].Money.ShouldHaveSingleItem();
        money.Currency.ShouldBe("EUR");
        (money.Old.Actionable, money.New.Actionable).ShouldBe(("30.00", "1030.01"));
        (money.OnlyOld.Actionable, money.OnlyNew.Actionable, money.OnlyNew.Overdue).ShouldBe(("0.00", "1000.01", "1000.03"));
    }

    [Fact]
    public void Days_tell_what_begins_and_what_is_not_over()
    {
        var days = Compare([Accounts[0], Accounts[1]], most: 0).Subjects[0].Days;
        days.ShouldBe(
        [
            new DayCounts("2026-01-02", new Sides(1, 1), new Sides(1, 1)),
            new DayCounts("2026-01-10", default, new Sides(0, 0)),
            new DayCounts("2026-01-11", new Sides(0, 1), new Sides(0, 1)),
            new DayCounts("2026-01-16", new Sides(1, 0), new Sides(1, 1)),
        ]);
    }

    [Fact]
    public void The_gravest_differences_come_first_and_only_so_many()
    {
        var comparison = Compare(Accounts, most: 4);
        comparison.DifferentAccounts.ShouldBe(5);
        comparison.Accounts.Select(account => account.Account).ShouldBe(["listed", "spared", "rich", "poor"]);
        Compare(Accounts, most: 0).Accounts.ShouldBeEmpty();
    }

    [Fact]
    public void It_does_not_matter_which_accounts_come_first_and_which_together()
    {
        var once = JsonSerializer.Serialize(Compare(Accounts, most: 3), JsonForm.Compact);
        for (var split = 0; split <= Accounts.Length; split++)
        {
            var tally = Count(Accounts[split..].Reverse(), 3);
            tally.Add(Count(Accounts[..split], 3));
            JsonSerializer.Serialize(ComparisonViews.Of(tally, [], [], null), JsonForm.Compact).ShouldBe(once);
        }
    }

    private static ReplayComparison Compare(IEnumerable<AccountComparison> accounts, int most) => ComparisonViews.Of(Count(accounts, most), [], [], null);

    private static ReplayTally Count(IEnumerable<AccountComparison> accounts, int most)
    {
        var tally = new ReplayTally(most);
        foreach (var account in accounts)
        {
            tally.Add(account);
        }

        return tally;
    }
}
