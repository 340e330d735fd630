using System.Text.RegularExpressions;
using CreditRisk.Silo.Settings;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Dashboards;

/// <summary>The dashboards are what Grafana takes, and say of themselves what they show.</summary>
public sealed partial class DashboardTests
{
    private const int Columns = 24;
    private static readonly string[] KnownPanels = ["row", "stat", "timeseries", "bargauge"];
    private static readonly string[] BuiltIn = ["__rate_interval", "__all"];

    public static TheoryData<string> Names => [.. Dashboard.All.Select(dashboard => dashboard.Name)];

    [Fact]
    public void There_are_two_with_an_id_of_their_own()
    {
        Dashboard.All.Count.ShouldBe(2);
        Dashboard.All.Select(dashboard => dashboard.Uid).ShouldBeUnique();
        Dashboard.All.ShouldAllBe(dashboard => dashboard.Uid.StartsWith("creditrisk-", StringComparison.Ordinal) && dashboard.Uid.Length <= 40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dashboard_has_a_title_a_schema_version_and_links_that_lead_to_the_other(string name)
    {
        var dashboard = Of(name);

        ((string?)dashboard.Json["title"]).ShouldNotBeNullOrEmpty();
        ((string?)dashboard.Json["description"]).ShouldNotBeNullOrEmpty();
        dashboard.Json["schemaVersion"]!.GetValue<int>().ShouldBe(39);
        // Grafana gives the id; one that is in the file would overwrite another dashboard.
        dashboard.Json["id"].ShouldBeNull();
        dashboard.Json["links"]!.AsArray().Select(link => link!["url"]!.GetValue<string>()).ShouldBe(Dashboard.All.Where(other => other != dashboard).Select(other => $"/d/{other.Uid}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_panel_has_a_title_a_description_a_unit_and_the_data_source_that_is_chosen(string name)
    {
        foreach (var panel in Of(name).Panels)
        {
            panel.Type.ShouldBeOneOf(KnownPanels);
            panel.Title.ShouldNotBeNullOrEmpty();
            if (panel.Type == "row")
            {
                continue;
            }

            ((string?)panel.Json["description"]).ShouldNotBeNullOrEmpty($"{panel}");
            ((string?)panel.Json["fieldConfig"]!["defaults"]!["unit"]).ShouldNotBeNullOrEmpty($"{panel}");
            panel.Targets.ShouldNotBeEmpty($"{panel}");
            panel.Targets.Select(target => (string?)target["refId"]).ShouldBeUnique();
            panel.Targets.ShouldAllBe(target => !string.IsNullOrEmpty((string?)target["legendFormat"]));
            foreach (var source in panel.Targets.Select(target => target["datasource"]).Append(panel.Json["datasource"]))
            {
                ((string?)source!["type"], (string?)source["uid"]).ShouldBe(("prometheus", "${datasource}"), $"{panel}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_have_ids_and_places_of_their_own(string name)
    {
        var panels = Of(name).Panels;
        panels.Select(panel => panel.Id).ShouldBeUnique();
        panels.Select(panel => panel.Title).ShouldBeUnique();
        var taken = new Dictionary<(int X, int Y), Panel>();
        foreach (var panel in panels)
        {
            var (x, y, width, height) = panel.Place;
            (x + width).ShouldBeLessThanOrEqualTo(Columns, $"{panel}");
            foreach (var place in Enumerable.Range(x, width).SelectMany(column => Enumerable.Range(y, height).Select(line => (column, line))))
            {
                taken.TryAdd(place, panel).ShouldBeTrue($"{panel} lies over {taken[place]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_variable_in_a_query_is_defined_and_every_one_defined_is_used(string name)
    {
        var dashboard = Of(name);
        var used = Variable().Matches(dashboard.Json["panels"]!.ToJsonString()).Concat(Variable().Matches(dashboard.Json["templating"]!.ToJsonString()))
            .Select(match => match.Groups["name"].Value).Except(BuiltIn, StringComparer.Ordinal);

        used.ShouldBe(dashboard.Variables.Keys, ignoreOrder: true);
    }

    [Fact]
    public void Every_bound_that_is_drawn_is_a_setting()
    {
        var drawn = Dashboard.All.SelectMany(dashboard => Limit().Matches(dashboard.Json.ToString())).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

        drawn.ShouldBeSubsetOf(SettingTable.All.OfType<NumberSetting>().Select(setting => setting.Key));
    }

    [Fact]
    public void Every_metric_that_is_asked_for_is_in_the_documentation()
    {
        var documented = Repository.Files.Single(file => file.Path == "docs/api.md").Text;
        var asked = Repository.Files.Where(file => file.Path.StartsWith("dashboards/", StringComparison.Ordinal)).SelectMany(file => Metric().Matches(file.Text))
            .Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();

        asked.Count.ShouldBeGreaterThan(20);
        asked.ShouldAllBe(metric => documented.Contains($"`{metric}`", StringComparison.Ordinal));
    }

    private static Dashboard Of(string name) => Dashboard.All.Single(dashboard => dashboard.Name == name);

    [GeneratedRegex(@"\$\{?(?<name>[a-zA-Z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("creditrisk_limit\\{[^}]*name=\\\\?\"(?<name>[a-zA-Z.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limit();

    // The parts of a histogram are not metrics of their own.
    [GeneratedRegex("creditrisk_[a-z_]+?(?=_bucket|_count\\b|[^a-z_])", RegexOptions.None, 1000)]
    private static partial Regex Metric();
}
