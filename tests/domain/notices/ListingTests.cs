using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Policies;
using CreditRisk.Tests.Domain.Account;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Notices;

/// <summary>The blacklist is told who comes on it and who leaves it.</summary>
public sealed class ListingTests
{
    [Fact]
    public void Whoever_enters_a_stage_that_lists_is_listed_until_it_is_left()
    {
        var policy = new Policy(TestPolicies.Terms, [.. TestPolicies.Ladder[..3], TestPolicies.Ladder[3] with { IsListing = true }]);
        var story = new AccountStory(policy).Bill(1, "I1", 100, due: 10).OpenCase(20, "C1").CloseCase(30, "C1").Pay(31, "P1", 100).Until(60);

        story.Effects.OfType<ListingChanged>().Select(listing => (listing.IsListed, listing.ChangedAt, listing.Since)).ShouldBe(
        [
            (true, AccountStory.At(20), AccountStory.At(20)),
            (false, AccountStory.At(50), AccountStory.At(20)),
        ]);
    }
}
