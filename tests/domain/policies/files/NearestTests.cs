using CreditRisk.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Files;

/// <summary>What somebody who mistyped a word is told, wherever he did.</summary>
public sealed class NearestTests
{
    private static readonly string[] Known = ["http.port", "host.loops", "sweep.intervalSeconds"];

    [Theory]
    [InlineData("http.prot", "http.port")]
    [InlineData("host.Loops", "host.loops")]
    [InlineData("host.lops", "host.loops")]
    [InlineData("sweep.seconds", "")]
    [InlineData("x", "")]
    public void The_nearest_word_is_guessed_where_one_is_near(string word, string guess) =>
        Nearest.Guess(word, Known).ShouldBe(guess.Length == 0 ? "" : $"; did you mean '{guess}'?");

    [Fact]
    public void Few_words_are_listed_where_none_is_near() => Nearest.Hint("x", Known).ShouldBe("; known are http.port, host.loops, sweep.intervalSeconds");

    [Fact]
    public void Many_words_are_not_listed() => Nearest.Hint("x", Enumerable.Range(1, 17).Select(number => $"word-{number}")).ShouldBeEmpty();

    [Fact]
    public void Without_known_words_there_is_nothing_to_say() => Nearest.Hint("x", []).ShouldBeEmpty();

    [Fact]
    public void A_word_that_is_longer_than_twice_any_known_one_is_near_to_none() => Nearest.Guess(new string('h', 1 << 20), Known).ShouldBeEmpty();
}
