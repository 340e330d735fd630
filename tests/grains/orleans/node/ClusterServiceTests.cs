using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Confluent.Kafka;
using CreditRisk.Silo.Api.Access;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Grains.Cluster.Tls;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Storage.Postgres;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;
using ApiSent = CreditRisk.Tests.Silo.Api.Sent;

namespace CreditRisk.Tests.Grains.Cluster.Node;

/// <summary>The whole service as members of a cluster, between Kafka and PostgreSQL.</summary>
[Trait("Needs", MockCluster.Trait)]
[Trait(PostgresServer.Trait, "PostgreSQL")]
public sealed class ClusterServiceTests : IAsyncDisposable
{
    private static readonly string[] Accounts = [.. Enumerable.Range(0, 60).Select(number => $"c-{number}")];

    private readonly ClusterUnderTest _cluster = new();

    [Fact]
    public async Task Silos_share_the_partitions_and_take_every_record_once()
    {
        var (one, other) = (await _cluster.StartAsync(NodeRole.Silo), await _cluster.StartAsync(NodeRole.All));
        await HostHarness.Until(() => one.Kafka!.Source.Partitions == 3 && other.Kafka!.Source.Partitions == 3);

        Produce(Bills(1));
        await HostHarness.Until(() => one.Engine.Reader.Counts().Records == Accounts.Length);

        one.Engine.Host.Resident.ShouldBeGreaterThan(0);
        (one.Engine.Host.Resident + other.Engine.Host.Resident).ShouldBe(Accounts.Length);
        one.Cluster!.Node.Silos.ShouldBe(2);
    }

    [Fact]
    public async Task Time_acts_on_all_accounts_and_one_silo_publishes_what_it_leads_to()
    {
        var (one, other) = (await _cluster.StartAsync(NodeRole.Silo), await _cluster.StartAsync(NodeRole.All));
        Produce(Bills(1));
        await HostHarness.Until(() => one.Engine.Reader.Counts().Records == Accounts.Length);

        var reader = other.Engine.Reader;
        await _cluster.PassTimeUntilAsync(other, () => Accounts.All(account => reader.Effects(0, 10, account).Count >= 3));

        await HostHarness.Until(() => Enumerable.Range(0, ClusterUnderTest.Partitions).Sum(partition => _cluster.Broker.EndOf("risk.warnings", partition)) == reader.Counts().Effects);
        (await ClusterUnderTest.GetAsync(other, "v1/warnings?limit=500")).Json["warnings"]!.AsArray().Count.ShouldBe((int)reader.Counts().Effects);
    }

    [Fact]
    public async Task A_process_that_runs_the_API_alone_takes_events_in_and_shows_what_arose_elsewhere()
    {
        var silo = await _cluster.StartAsync(NodeRole.Silo);
        var api = await _cluster.StartAsync(NodeRole.Api);
        using var client = new HttpClient { BaseAddress = api.Api.Address };
        using var stream = await client.GetAsync("v1/warnings/stream", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());

        (await ClusterUnderTest.SendAsync(api, ApiSent.Invoice("e-1", "c-1", "I-1", dueOn: "2026-03-01"))).Outcomes().ShouldBe(["accepted"]);
        (await ClusterUnderTest.SendAsync(api, ApiSent.Invoice("e-1", "c-1", "I-1", dueOn: "2026-03-01"))).Outcomes().ShouldBe(["duplicate"]);

        (await ClusterUnderTest.GetAsync(api, "v1/accounts/c-1"))["stage"].ShouldBe("reminder");
        silo.Engine.Host.Resident.ShouldBe(1);
        var told = NextDataAsync(lines);
        await _cluster.PassTimeUntilAsync(api, () => told.IsCompleted);
        (await told).ShouldContain("risk.warning.raised");
    }

    [Fact]
    public async Task A_silo_answers_nothing_but_health_checks_and_metrics()
    {
        var silo = await _cluster.StartAsync(NodeRole.Silo);

        (await ClusterUnderTest.GetAsync(silo, "health/ready")).Status.ShouldBe(200);
        (await ClusterUnderTest.GetAsync(silo, "metrics")).Text.ShouldContain("creditrisk_cluster_silos 1\n");
        (await ClusterUnderTest.GetAsync(silo, "v1/warnings")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_silo_that_leaves_hands_its_partitions_and_accounts_to_the_others()
    {
        var (one, other) = (await _cluster.StartAsync(NodeRole.Silo), await _cluster.StartAsync(NodeRole.Silo));
        await HostHarness.Until(() => one.Kafka!.Source.Partitions == 3 && other.Kafka!.Source.Partitions == 3);
        Produce(Bills(1));
        var reader = other.Engine.Reader;
        await HostHarness.Until(() => reader.Counts().Records == Accounts.Length);

        await _cluster.StopAsync(one);
        Produce(Bills(2));
        await HostHarness.Until(() => reader.Counts().Records == 2 * Accounts.Length);

        other.Engine.Host.Resident.ShouldBe(Accounts.Length);
        (await ClusterUnderTest.GetAsync(other, "health/ready")).Status.ShouldBe(200);
        reader.Counts().DeadLetters.ShouldBe(0);
    }

    [Fact]
    public async Task Accounts_follow_their_partitions()
    {
        var one = await _cluster.StartAsync(NodeRole.Silo);
        Produce(Bills(1));
        await HostHarness.Until(() => one.Engine.Reader.Counts().Records == Accounts.Length);

        var other = await _cluster.StartAsync(NodeRole.Silo);
        await HostHarness.Until(() => one.Kafka!.Source.Partitions == 3 && other.Kafka!.Source.Partitions == 3);
        foreach (var number in Enumerable.Range(2, 10))
        {
            Produce(Bills(number));
            await HostHarness.Until(() => one.Engine.Reader.Counts().Records == number * Accounts.Length);
        }

        one.Cluster!.Node.Moved.ShouldBeGreaterThan(0);
        await HostHarness.Until(() => other.Engine.Host.Resident == one.Cluster.Node.Moved && one.Engine.Host.Resident == Accounts.Length - other.Engine.Host.Resident);
    }

    [Fact]
    public async Task A_process_that_runs_the_API_alone_is_ready_as_long_as_a_silo_answers()
    {
        var silo = await _cluster.StartAsync(NodeRole.Silo);
        var api = await _cluster.StartAsync(NodeRole.Api);
        (await ClusterUnderTest.GetAsync(api, "health/ready")).Status.ShouldBe(200);

        await _cluster.StopAsync(silo);
        await HostHarness.Until(() => api.Cluster!.Node.NotMember is not null);

        var answer = await ClusterUnderTest.GetAsync(api, "health/ready");
        answer.Status.ShouldBe(503);
        answer.Text.ShouldContain("no silo of the cluster can be reached");
    }

    [Fact]
    public async Task Members_with_certificates_of_one_authority_talk_through_TLS()
    {
        using var authority = new TestAuthority();
        ServiceSettings WithTls(ServiceSettings settings)
        {
            var files = authority.Issue();
            return settings with { Cluster = settings.Cluster with { TlsCertificate = files.Certificate, TlsKey = files.Key, TlsAuthority = files.Authority } };
        }

        var silo = await _cluster.StartAsync(NodeRole.Silo, WithTls);
        var api = await _cluster.StartAsync(NodeRole.Api, WithTls);

        (await ClusterUnderTest.SendAsync(api, ApiSent.Invoice("e-1", "c-1", "I-1"))).Outcomes().ShouldBe(["accepted"]);
        silo.Engine.Host.Resident.ShouldBe(1);
    }

    [Fact]
    public async Task A_silo_whose_rules_differ_under_one_version_does_not_start()
    {
        _ = await _cluster.StartAsync(NodeRole.Silo);
        using var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, Path.GetRelativePath(Path.Combine(Repository.Root, "deploy"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var policy = Path.Combine(folder.Path, "policies", "electricity.yaml");
        await File.WriteAllTextAsync(policy, (await File.ReadAllTextAsync(policy)).Replace("daysPastDue >= 15", "daysPastDue >= 14", StringComparison.Ordinal));

        var refused = await Should.ThrowAsync<ConfigurationException>(() => _cluster.StartAsync(NodeRole.Silo, settings => settings with { RulesDirectory = folder.Path }));

        refused.Mistakes.ShouldHaveSingleItem().ShouldContain("policy 'electricity' version 1 has other content");
    }

    [Fact]
    public async Task A_schema_belongs_to_one_cluster()
    {
        _ = await _cluster.StartAsync(NodeRole.Silo);

        (await Should.ThrowAsync<ConfigurationException>(() => _cluster.StartAsync(NodeRole.Silo, settings => settings with { Cluster = settings.Cluster with { Name = "creditrsk" } })))
            .Mistakes.ShouldHaveSingleItem().ShouldContain("are the cluster 'creditrisk's");
    }

    [Fact]
    public async Task A_certificate_that_is_missing_stops_the_start_with_a_line() =>
        (await Should.ThrowAsync<ConfigurationException>(() => _cluster.StartAsync(
            NodeRole.Silo, settings => settings with { Cluster = settings.Cluster with { TlsCertificate = "missing.pem", TlsKey = "missing.key", TlsAuthority = "missing-ca.pem" } })))
        .Mistakes.ShouldHaveSingleItem().ShouldContain("'missing.pem' cannot be read");

    [Fact]
    public async Task The_dashboard_is_served_to_administrators_alone()
    {
        const string Key = "administrators-key-0001";
        ApiKey.TryCreate(Key, out var key).ShouldBeTrue();
        var member = await _cluster.StartAsync(NodeRole.All, settings => settings with { Api = settings.Api with { AdminKey = key }, Cluster = settings.Cluster with { Dashboard = true } });
        using var client = new HttpClient { BaseAddress = member.Api.Address };

        (await client.GetAsync("cluster/DashboardCounters")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("who:another-key-0000001")));
        (await client.GetAsync("cluster/")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"who:{Key}")));
        (await client.GetStringAsync("cluster/")).ShouldContain("<html");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        (await client.GetStringAsync("cluster/DashboardCounters")).ShouldContain("\"hosts\"");
    }

    [Fact]
    public async Task Without_a_dashboard_its_path_is_closed()
    {
        var member = await _cluster.StartAsync(NodeRole.All);

        (await ClusterUnderTest.GetAsync(member, "cluster/")).Status.ShouldBe(401);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    // Long ago, so that time acts on everybody as soon as all is read.
    private static IEnumerable<(string Account, string Json)> Bills(int number) =>
        Accounts.Select(account => (account, ApiSent.Invoice($"b-{number}-{account}", account, $"I-{number}-{account}", dueOn: "2026-01-10")));

    private static async Task<string> NextDataAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("the stream has ended");
    }

    private void Produce(IEnumerable<(string Account, string Json)> events)
    {
        using var producer = _cluster.Broker.Producer();
        foreach (var (account, json) in events)
        {
            producer.Produce("billing", new Message<byte[]?, byte[]?>
            {
                Key = Encoding.UTF8.GetBytes(account), Value = Encoding.UTF8.GetBytes(json), Timestamp = new Timestamp(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)),
            });
        }

        producer.Flush(TimeSpan.FromSeconds(10)).ShouldBe(0);
    }
}
