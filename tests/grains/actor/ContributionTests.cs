using CreditRisk.Actor;
using CreditRisk.Domain.Ladder;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>What an account adds to the portfolio.</summary>
public sealed class ContributionTests(ITestOutputHelper output)
{
    [Fact]
    public void An_account_adds_what_is_open_by_due_date_its_credit_its_usage_and_its_stage()
    {
        var story = new AccountStory().Bill(1, "I1", 100, due: 20).Bill(1, "I2", 50, due: 20).Bill(1, "I3", 70, due: 30).Pay(2, "P1", 120).Use(3, 4, "U1", 9);

        Contribution.Of(story.State).Parts.ShouldBe([Open(20, 30, 1), Open(30, 70, 1), Sum(TotalKind.Unbilled, 9, 1), At(Stage.Good)], ignoreOrder: true);
    }

    [Fact]
    public void Credit_that_covers_nothing_is_added_as_such()
    {
        var story = new AccountStory().Bill(1, "I1", 100, due: 20).Pay(2, "P1", 120);

        Contribution.Of(story.State).Parts.ShouldBe([Sum(TotalKind.UnappliedCredit, 20, 1), At(Stage.Good)], ignoreOrder: true);
    }

    [Fact]
    public void Its_stage_is_the_one_that_is_shown()
    {
        var reminding = TestPolicies.With(terms => terms with { ReminderOffsetDays = -3 });
        var story = new AccountStory(reminding).Bill(1, "I1", 100, due: 20);
        Contribution.Of(story.State).Stage.ShouldBe(Stage.Good);

        Contribution.Of(story.Until(18).State).Stage.ShouldBe(Stage.Reminder);
        Contribution.Of(story.Until(21).State).Stage.ShouldBe(Stage.Notice);
        Contribution.Of(story.Pay(22, "P1", 100).State).Stage.ShouldBe(Stage.Good);
    }

    [Fact]
    public void A_change_is_what_the_new_one_has_more_than_the_old_one()
    {
        var before = new Contribution([Open(20, 100, 1), Open(30, 70, 1), At(Stage.Good)], Stage.Good);
        var after = new Contribution([Open(20, 40, 1), Open(30, 70, 1), Sum(TotalKind.UnappliedCredit, 5, 1), At(Stage.Notice)], Stage.Notice);

        after.Since(before).ShouldBe(
            [Open(20, -60, 0), Sum(TotalKind.UnappliedCredit, 5, 1), At(Stage.Notice), new TotalChange(At(Stage.Good).Key, 0, -1)], ignoreOrder: true);
    }

    [Fact]
    public void What_has_not_changed_changes_nothing()
    {
        var story = new AccountStory().Bill(1, "I1", 100, due: 20);

        Contribution.Of(story.State).Since(Contribution.Of(story.State)).ShouldBeEmpty();
        Contribution.Of(story.State).Since(Contribution.None).ShouldBe(Contribution.Of(story.State).Parts);
        Contribution.None.Since(Contribution.Of(story.State)).ShouldBe([Open(20, -100, -1), new TotalChange(At(Stage.Good).Key, 0, -1)], ignoreOrder: true);
    }

    [Theory]
    [InlineData(51)]
    public void The_sum_of_all_changes_is_the_last_contribution(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var sums = new Dictionary<TotalKey, (long Amount, long Count)>();
        var before = Contribution.None;
        for (var round = 0; round < 500; round++)
        {
            var after = new Contribution([.. Parts(random)], Stage.Good);
            foreach (var change in after.Since(before))
            {
                var (amount, count) = sums.GetValueOrDefault(change.Key);
                sums[change.Key] = (amount + change.Amount, count + change.Count);
            }

            before = after;
        }

        sums.Where(sum => sum.Value != (0, 0)).Select(sum => new TotalChange(sum.Key, sum.Value.Amount, sum.Value.Count))
            .ShouldBe(before.Parts, ignoreOrder: true);
    }

    private static IEnumerable<TotalChange> Parts(Random random) =>
        Enumerable.Range(0, 8).Where(_ => random.Next(2) == 0).Select(day => Open(day, random.Next(1, 100), random.Next(1, 3)));

    private static TotalChange Open(int day, long amount, long count) =>
        new(new TotalKey(TotalKind.OpenByDueDate, "EUR", day < 20 ? day : AccountStory.Day(day).Number), amount, count);

    private static TotalChange Sum(TotalKind kind, long amount, long count) => new(new TotalKey(kind, "EUR", 0), amount, count);

    private static TotalChange At(Stage stage) => new(new TotalKey(TotalKind.AccountsByStage, "", (int)stage), 0, 1);
}
