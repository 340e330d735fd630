using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Tidy;
using Xunit;

namespace CreditRisk.Tests.Dashboards;

/// <summary>Prometheus' own tool has nothing against the files, and the alerts come when they should.</summary>
[Trait("Needs", PrometheusServer.Trait)]
public sealed class RuleFileTests
{
    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "rules.yml")]
    [InlineData("test", "rules", "rules.test.yml")]
    public Task Promtool_is_content(params string[] arguments) =>
        ExternalProgram.RunAsync("promtool", arguments, folder: Path.Combine(Repository.Root, "dashboards", "prometheus"));
}
