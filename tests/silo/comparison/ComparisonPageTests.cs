using System.Xml.Linq;
using CreditRisk.Domain.Ladder;
using CreditRisk.Silo.Comparison;
using CreditRisk.Silo.Comparison.Page;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Comparison;

public sealed class ComparisonPageTests
{
    private const string Hostile = "<script>alert('&\"')</script>";

    [Fact]
    public void Texts_from_outside_are_escaped()
    {
        var page = PageOf(Begun.Account(Hostile, [], [Begun.On(1)]));
        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert('&amp;\"')");
    }

    [Fact]
    public void It_asks_for_nothing_from_outside()
    {
        var page = Parse(PageOf(Begun.Account("a", [Begun.On(9)], [Begun.On(1)])));
        string[] fetching = ["script", "link", "img", "iframe", "object", "embed", "base", "form"];
        page.Descendants().Select(element => element.Name.LocalName).Intersect(fetching).ShouldBeEmpty();
        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal))
            .ShouldBeEmpty();
        page.Descendants("style").Single().Value.ShouldNotContain("url(");
    }

    [Fact]
    public void Every_chart_says_in_words_and_numbers_what_it_shows()
    {
        var page = Parse(PageOf(Begun.Account("a", [Begun.On(9, until: 12)], [Begun.On(1, until: 12)]), Begun.Account("b", [], [Begun.On(700, stage: Stage.Notice)])));
        var charts = page.Descendants("figure").ToList();
        charts.Count.ShouldBe(5);
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        ids.ShouldBeUnique();
        foreach (var chart in charts)
        {
            var svg = chart.Element("svg")!;
            svg.Attribute("role")!.Value.ShouldBe("img");
            svg.Attribute("aria-labelledby")!.Value.Split(' ').ShouldBeSubsetOf(ids);
            chart.Descendants("tbody").Single().Elements().ShouldNotBeEmpty();
        }

        // Two years of days would be no readable chart.
        charts.Max(chart => chart.Descendants("tbody").Single().Elements().Count()).ShouldBeLessThanOrEqualTo(180);
    }

    [Fact]
    public void Elements_that_may_be_empty_keep_their_end_tags() =>
        PageOf(Begun.Account("a", [], [Begun.On(1)])).ShouldNotMatch("<(td|th|p|div|span|figure|details|style|table|tbody)( [^>]*)?/>");

    [Fact]
    public void Where_nothing_happened_there_are_no_charts() => Parse(PageOf()).Descendants("figure").ShouldBeEmpty();

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(9, 20)]
    [InlineData(21, 40)]
    [InlineData(1_234_567, 2_000_000)]
    public void An_axis_ends_at_a_round_number(long most, long ceiling) => Frame.Ceiling(most).ShouldBe(ceiling);

    private static string PageOf(params AccountComparison[] accounts)
    {
        var tally = new ReplayTally(10);
        foreach (var account in accounts)
        {
            tally.Add(account);
        }

        return ComparisonPage.Of(ComparisonViews.Of(tally, [], [], null));
    }

    private static XElement Parse(string page) => XElement.Parse(page[page.IndexOf('\n', StringComparison.Ordinal)..]);
}
