using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace CreditRisk.Tests.Dashboards;

/// <summary>What Grafana and Prometheus read at their start fits together.</summary>
public sealed class ProvisioningTests
{
    [Fact]
    public void Grafana_gets_one_data_source_of_Prometheus()
    {
        var file = Read("dashboards/grafana/provisioning/datasources/prometheus.yml");

        Text(file, "apiVersion").ShouldBe("1");
        var source = ((YamlSequenceNode)file["datasources"]).ShouldHaveSingleItem();
        Text(source, "type").ShouldBe("prometheus");
        Text(source, "url").ShouldBe("http://localhost:9090");
        Text(source, "uid").ShouldNotBeNullOrEmpty();
        // Rates over less than a few scrapes would be empty.
        Text(source["jsonData"], "timeInterval").ShouldBe(Text(Read("dashboards/prometheus/prometheus.yml")["global"], "scrape_interval"));
    }

    [Fact]
    public void Grafana_takes_the_dashboards_from_a_folder()
    {
        var file = Read("dashboards/grafana/provisioning/dashboards/creditrisk.yml");

        Text(file, "apiVersion").ShouldBe("1");
        var provider = ((YamlSequenceNode)file["providers"]).ShouldHaveSingleItem();
        Text(provider, "type").ShouldBe("file");
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "monitoring.md")).ShouldContain(Text(provider["options"], "path"));
    }

    [Fact]
    public void Prometheus_scrapes_the_port_that_the_service_listens_on()
    {
        var job = ((YamlSequenceNode)Read("dashboards/prometheus/prometheus.yml")["scrape_configs"]).ShouldHaveSingleItem();

        Text(job, "job_name").ShouldBe("creditrisk");
        job["static_configs"][0]["targets"][0].ToString().ShouldBe($"localhost:{new CreditRisk.Silo.Settings.ServiceSettings().Api.Port}");
    }

    [Fact]
    public void Every_alert_is_explained()
    {
        var explained = File.ReadAllText(Path.Combine(Repository.Root, "docs", "monitoring.md"));
        var rules = ((YamlSequenceNode)Read("dashboards/prometheus/rules.yml")["groups"]).SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>().ToList();
        var alerts = rules.Where(rule => rule.Children.ContainsKey("alert")).ToList();

        alerts.ShouldNotBeEmpty();
        foreach (var alert in alerts)
        {
            explained.ShouldContain($"| `{Text(alert, "alert")}` |");
            Text(alert["labels"], "severity").ShouldBeOneOf("warning", "critical");
            Text(alert["annotations"], "summary").ShouldNotBeNullOrEmpty();
            Text(alert["annotations"], "description").ShouldNotBeNullOrEmpty();
        }
    }

    private static YamlNode Read(string path)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Files.Single(file => file.Path == path).Text));
        return yaml.Documents.Single().RootNode;
    }

    private static string Text(YamlNode node, string name) => node[name].ToString();
}
