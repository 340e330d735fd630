using CreditRisk.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>Hashes are stored: these values were computed by another program and hold for ever.</summary>
public sealed class StableHashTests
{
    [Theory]
    [InlineData("", 0xefd01f60ba992926)]
    [InlineData("a", 0x82a2a958a9bece5b)]
    [InlineData("INV-2017-000123", 0x8ba76c6eab3b13d6)]
    [InlineData("Ωμέγα", 0x7e00ef224b9d2182)]
    public void Of_a_text(string text, ulong hash) => StableHash.Of(text).ShouldBe(hash);

    [Theory]
    [InlineData("", "", 0x36610c0f0fbc67ca)]
    [InlineData("ab", "c", 0x10fec9706ff76113)]
    [InlineData("a", "bc", 0x01fe1a972956a49e)]
    [InlineData("/billing", "8f14e45f-ceea", 0x7ca19edad629ae57)]
    public void Of_a_pair_of_texts(string first, string second, ulong hash) => StableHash.Of(first, second).ShouldBe(hash);

    [Theory]
    [InlineData(1, "", 0x0d7cea42b5057e4c)]
    [InlineData(1, "I1", 0xfff6d68828c3d1ce)]
    [InlineData(2, "I1", 0xc802cd575496c5ab)]
    [InlineData(12, "plan", 0xa50834556e394b76)]
    public void Of_a_number_and_a_text(byte kind, string text, ulong hash) => StableHash.Of(kind, text).ShouldBe(hash);

    [Fact]
    public void Ids_that_count_up_do_not_collide()
    {
        var hashes = new HashSet<ulong>();
        for (var i = 0; i < 200_000; i++)
        {
            hashes.Add(StableHash.Of("/billing", $"INV-{i:000000}")).ShouldBeTrue($"{i}");
        }
    }
}
