using CreditRisk.Cluster.Node;
using CreditRisk.Cluster.Tls;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Tests.Grains;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Settings;

public sealed class ClusterSettingsTests
{
    private const string Postgres = "CREDITRISK_POSTGRES__CONNECTIONSTRING=Host=db";
    private const string Clustering = "CREDITRISK_CLUSTER__CLUSTERING=postgres";

    [Fact]
    public void Without_a_cluster_a_process_does_everything()
    {
        var settings = Load();

        (settings.Role, settings.Cluster.Clustering).ShouldBe((NodeRole.All, CreditRisk.Cluster.Node.Clustering.None));
    }

    [Fact]
    public void A_role_needs_a_cluster() =>
        Mistakes(() => Load("CREDITRISK_CLUSTER__ROLE=silo")).ShouldBe(["cluster.role is silo, which needs a cluster: set cluster.clustering to localhost or postgres"]);

    [NeedsOrleans]
    public void The_command_line_overrides_the_role() => Load(NodeRole.Api, "CREDITRISK_CLUSTER__ROLE=silo", Clustering, Postgres).Role.ShouldBe(NodeRole.Api);

    [NeedsOrleans]
    public void Several_processes_need_a_store_in_common() =>
        Mistakes(() => Load(Clustering)).ShouldBe(["cluster.clustering is postgres and cluster.role is all: several processes need a store in common, which postgres.connectionString names"]);

    [NeedsOrleans]
    public void Ports_differ() => Mistakes(() => Load(Clustering, Postgres, "CREDITRISK_CLUSTER__SILOPORT=11111", "CREDITRISK_CLUSTER__GATEWAYPORT=11111"))
        .ShouldBe(["cluster: SiloPort and GatewayPort are both 11111, and must differ"]);

    [NeedsOrleans]
    public void A_cluster_of_one_machine_is_open_to_that_machine_alone() => Mistakes(() => Load("CREDITRISK_CLUSTER__CLUSTERING=localhost", "CREDITRISK_CLUSTER__ADDRESS=10.0.0.1"))
        .ShouldHaveSingleItem().ShouldContain("listen on 127.0.0.1");

    [NeedsOrleans]
    public void Over_a_network_members_talk_through_TLS_unless_it_is_said_to_be_closed()
    {
        const string Address = "CREDITRISK_CLUSTER__ADDRESS=10.0.0.1";

        Mistakes(() => Load(Clustering, Postgres, Address)).ShouldHaveSingleItem().ShouldContain("which others can reach: set TlsCertificate");
        Mistakes(() => Load(Clustering, Postgres, Address, "CREDITRISK_CLUSTER__TLSCERTIFICATE=a.pem")).ShouldHaveSingleItem().ShouldContain("are set together");
        Load(Clustering, Postgres, Address, "CREDITRISK_CLUSTER__UNENCRYPTED=yes").Cluster.Tls.ShouldBeNull();
        Load(Clustering, Postgres, Address, "CREDITRISK_CLUSTER__TLSCERTIFICATE=a.pem", "CREDITRISK_CLUSTER__TLSKEY=a.key", "CREDITRISK_CLUSTER__TLSAUTHORITY=ca.pem")
            .Cluster.Tls.ShouldBe(new TlsFiles("a.pem", "a.key", "ca.pem"));
    }

    [NeedsOrleans]
    public void The_dashboard_needs_a_key_of_administrators()
    {
        Mistakes(() => Load(Clustering, Postgres, "CREDITRISK_CLUSTER__DASHBOARD=yes")).ShouldBe(["cluster.dashboard is yes, and needs the environment variable CREDITRISK_ADMIN_KEY"]);

        Load(Clustering, Postgres, "CREDITRISK_CLUSTER__DASHBOARD=yes", "CREDITRISK_ADMIN_KEY=0123456789abcdef").Cluster.Dashboard.ShouldBeTrue();
    }

    [Fact]
    public void A_build_without_Orleans_says_so()
    {
        if (!OrleansBuild.HasOrleans)
        {
            Mistakes(() => Load(Clustering, Postgres)).ShouldHaveSingleItem().ShouldContain("./creditrisk setup orleans");
        }
    }

    private static IReadOnlyList<string> Mistakes(Func<ServiceSettings> load) => Should.Throw<ConfigurationException>(load).Mistakes;

    private static ServiceSettings Load(params string[] variables) => Load(null, variables);

    private static ServiceSettings Load(NodeRole? role, params string[] variables) => SettingsLoader.Load(
        null, variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal), role);
}
