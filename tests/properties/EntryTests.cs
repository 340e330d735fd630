using CreditRisk.Domain.Ladder;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>Each entry of a stage is raised once and ended at most once.</summary>
public sealed class EntryTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(400)]
    [InlineData(30)]
    public void Each_entry_is_raised_once_and_ended_at_most_once(int reversalDays) => Seeds.ForEach(output, 1_500, seed =>
    {
        var run = AccountRun.Through(PropertyRules.Varied(reversalDays), RichHistory.Generate(seed));
        foreach (var stage in run.Warnings.GroupBy(warning => warning.Stage))
        {
            var raised = stage.Where(warning => warning.Kind == WarningKind.Raised).ToList();
            raised.Select(warning => warning.Entry).ShouldBe(Enumerable.Range(1, raised.Count));
            var ended = stage.Where(warning => warning.Kind != WarningKind.Raised).ToList();
            ended.Select(warning => warning.Entry).ShouldBeUnique();
            foreach (var end in ended)
            {
                var entry = raised[end.Entry - 1];
                entry.Number.ShouldBeLessThan(end.Number);
                entry.Episode.ShouldBe(end.Episode);
            }

            if (stage.Key == Stage.Reminder)
            {
                ended.ShouldBeEmpty();
                raised.Select(warning => warning.ItemId).Where(item => item is not null).ShouldBeUnique();
            }
        }
    });

    [Fact]
    public void The_active_entries_are_those_that_were_raised_and_not_ended() => Seeds.ForEach(output, 1_000, seed =>
    {
        var run = AccountRun.Through(PropertyRules.Varied(reversalDays: 30), RichHistory.Generate(seed));
        var active = new SortedDictionary<Stage, int>();
        foreach (var warning in run.Warnings.Where(warning => warning.Stage != Stage.Reminder))
        {
            if (warning.Kind == WarningKind.Raised)
            {
                active.Add(warning.Stage, warning.Entry);
            }
            else
            {
                active.Remove(warning.Stage).ShouldBeTrue();
            }
        }

        run.State.Ladder.Active.Select(entry => (entry.Stage, entry.Number)).ShouldBe(active.Select(pair => (pair.Key, pair.Value)));
    });

    [Fact]
    public void Effects_are_numbered_without_a_gap_and_stand_in_the_order_of_time() => Seeds.ForEach(output, 1_000, seed =>
    {
        var run = AccountRun.Through(PropertyRules.Varied(reversalDays: 30), RichHistory.Generate(seed));

        run.Effects.Select(effect => effect.Number).ShouldBe(Enumerable.Range(1, run.Effects.Count).Select(number => (long)number));
        run.Effects.Select(effect => effect.DecidedAt).ShouldBeInOrder();
        run.Warnings.ShouldAllBe(warning => warning.EffectiveAt <= warning.RaisedAt);
        run.Warnings.ShouldAllBe(warning => warning.Reasons.Length > 0);
        run.State.Effects.ShouldBe(run.Effects.Count);
    });

    [Fact]
    public void Bad_marks_are_those_of_entries_that_were_not_withdrawn() => Seeds.ForEach(output, 1_000, seed =>
    {
        var run = AccountRun.Through(PropertyRules.Plain(reversalDays: 400), RichHistory.Generate(seed));
        var warnings = run.Warnings.Where(warning => warning.Stage == Stage.Warning).ToList();

        run.State.Ladder.Marks.ShouldBe(
            warnings.Count(warning => warning.Kind == WarningKind.Raised) - warnings.Count(warning => warning.Kind == WarningKind.Withdrawn));
    });
}
