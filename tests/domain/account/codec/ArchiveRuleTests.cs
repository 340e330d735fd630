using CreditRisk.Domain.Account.Codec;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>When an account gets an archive, another one, or none any more.</summary>
public sealed class ArchiveRuleTests
{
    private static readonly ArchiveRule Rule = new();

    [Theory]
    [InlineData(0, ArchiveStep.Keep)]
    [InlineData(31, ArchiveStep.Keep)]
    [InlineData(32, ArchiveStep.Make)]
    [InlineData(1000, ArchiveStep.Make)]
    public void Large_accounts_get_an_archive(int all, ArchiveStep step) => Rule.Decide(new ArchiveUse(all, all, 0)).ShouldBe(step);

    [Theory]
    [InlineData(32, 16, ArchiveStep.Keep)]
    [InlineData(32, 17, ArchiveStep.Make)]
    [InlineData(1000, 52, ArchiveStep.Keep)]
    [InlineData(1000, 53, ArchiveStep.Make)]
    [InlineData(20_000, 208, ArchiveStep.Keep)]
    [InlineData(20_000, 209, ArchiveStep.Make)]
    public void An_archive_is_made_anew_when_more_than_the_root_of_twice_the_parts_and_a_few_are_written_in_full(int all, int inFull, ArchiveStep step) =>
        Rule.Decide(new ArchiveUse(all, inFull, all)).ShouldBe(step);

    [Theory]
    [InlineData(100, 10, 180, ArchiveStep.Keep)]
    [InlineData(100, 10, 181, ArchiveStep.Make)]
    public void An_archive_most_of_which_is_gone_is_made_anew(int all, int inFull, int archived, ArchiveStep step) =>
        Rule.Decide(new ArchiveUse(all, inFull, archived)).ShouldBe(step);

    [Theory]
    [InlineData(15)]
    [InlineData(0)]
    public void An_account_that_has_become_small_loses_its_archive(int all) => Rule.Decide(new ArchiveUse(all, 0, 32)).ShouldBe(ArchiveStep.Drop);

    [Fact]
    public void An_account_of_half_the_size_keeps_the_archive_that_it_has() => Rule.Decide(new ArchiveUse(16, 0, 32)).ShouldBe(ArchiveStep.Keep);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    public void A_new_archive_is_kept_at_the_next_look(int least)
    {
        var rule = new ArchiveRule(least);
        for (var all = 1; all < 2000; all++)
        {
            if (rule.Decide(new ArchiveUse(all, all, 0)) == ArchiveStep.Make)
            {
                rule.Decide(new ArchiveUse(all, 0, all)).ShouldBe(ArchiveStep.Keep, $"{all} parts");
            }
        }
    }

    [Fact]
    public void Another_interval_between_archives_would_cost_more()
    {
        const int all = 1000;
        var every = Enumerable.Range(1, all).First(inFull => Rule.Decide(new ArchiveUse(all, inFull, all)) == ArchiveStep.Make);

        // What a write takes on average, in parts: those in full, and its share of an archive, whose write costs eight more.
        static double Cost(int every) => (every / 2.0) + ((all + 8.0) / every);
        Cost(every).ShouldBeLessThan(Cost(every / 2));
        Cost(every).ShouldBeLessThan(Cost(every * 2));
    }
}
