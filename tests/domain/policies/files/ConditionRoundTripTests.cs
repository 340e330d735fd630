using CreditRisk.Domain.Policies;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class ConditionRoundTripTests(ITestOutputHelper output)
{
    [Fact]
    public void A_printed_condition_means_the_same_when_it_is_read_again()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var conditions = new RandomConditions(random, Enum.GetValues<Figure>(), sums: true);
        for (var i = 0; i < 3_000; i++)
        {
            var condition = conditions.Condition(depth: 3);
            var read = Texts.Condition(condition.ToString());
            for (var j = 0; j < 30; j++)
            {
                var figures = RandomConditions.Figures(random);
                read.Holds(figures).ShouldBe(condition.Holds(figures), $"seed {seed}: {condition} at {figures}");
            }

            Texts.Condition(read.ToString()).ToString().ShouldBe(read.ToString(), $"seed {seed}");
        }
    }
}
