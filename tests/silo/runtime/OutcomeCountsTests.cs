using CreditRisk.Domain.Account;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Runtime;

/// <summary>How many events of a type ended how.</summary>
public sealed class OutcomeCountsTests
{
    [Fact]
    public void Outcomes_are_counted_by_type_and_together()
    {
        var counts = new OutcomeCounts();
        counts.Add("b", Outcome.Applied);
        counts.Add("b", Outcome.Applied);
        counts.Add("a", Outcome.Duplicate);
        counts.Add("b", Outcome.Refused);

        counts.ByType().Select(entry => (entry.Key, entry.Value)).ShouldBe([("a", new TypeCounts(0, 1, 0)), ("b", new TypeCounts(2, 0, 1))]);
        counts.All().ShouldBe(new TypeCounts(2, 1, 1));
    }

    [Fact]
    public void What_was_read_does_not_change_any_more()
    {
        var counts = new OutcomeCounts();
        counts.Add("a", Outcome.Applied);
        var read = counts.ByType();

        counts.Add("a", Outcome.Applied);

        read["a"].Applied.ShouldBe(1);
    }
}
