using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Comparison;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Comparison;

public sealed class OccurrencePairTests
{
    [Theory]
    [InlineData(15, 15, PairKind.Same, 0)]
    [InlineData(15, 10, PairKind.Earlier, -5)]
    [InlineData(15, 20, PairKind.Later, 5)]
    public void Entries_that_overlap_answer_each_other(int old, int now, PairKind kind, int days)
    {
        var pair = OccurrencePair.AllOf([Begun.On(old, until: 30)], [Begun.On(now, until: 25)]).ShouldHaveSingleItem();
        (pair.Kind, pair.ShiftDays).ShouldBe((kind, days));
    }

    [Fact]
    public void Entries_apart_in_time_do_not() =>
        OccurrencePair.AllOf([Begun.On(1, until: 5)], [Begun.On(5, until: 9)]).Select(pair => pair.Kind).ShouldBe([PairKind.OnlyOld, PairKind.OnlyNew]);

    [Fact]
    public void An_entry_that_is_not_over_overlaps_with_all_later_ones() =>
        OccurrencePair.AllOf([Begun.On(1)], [Begun.On(90)]).ShouldHaveSingleItem().ShiftDays.ShouldBe(89);

    [Fact]
    public void Each_entry_answers_one_at_most() => OccurrencePair.AllOf([Begun.On(1, until: 30)], [Begun.On(2, until: 5), Begun.On(6, until: 9)])
        .Select(pair => pair.Kind).ShouldBe([PairKind.Later, PairKind.OnlyNew]);

    [Fact]
    public void An_episode_that_is_spared_does_not_shift_the_next_ones() => OccurrencePair.AllOf([Begun.On(1, until: 5), Begun.On(40, until: 50)], [Begun.On(41, until: 50)])
        .Select(pair => (pair.Kind, pair.ShiftDays)).ShouldBe([(PairKind.OnlyOld, null), (PairKind.Later, 1)]);

    [Fact]
    public void What_is_about_the_same_thing_answers_each_other_whenever_it_is()
    {
        var pairs = OccurrencePair.AllOf([Begun.On(1, until: 2, match: "a"), Begun.On(9, match: "b")], [Begun.On(5, match: "a")]);
        pairs.Select(pair => (pair.Kind, pair.ShiftDays)).ShouldBe([(PairKind.Later, 4), (PairKind.OnlyOld, null)]);
    }

    [Fact]
    public void Stages_are_apart() => OccurrencePair.AllOf([Begun.On(1)], [Begun.On(1, stage: Stage.StopSupply)])
        .Select(pair => (pair.Subject.Name, pair.Kind)).ShouldBe([("warning", PairKind.OnlyOld), ("stop-supply", PairKind.OnlyNew)]);
}
