using CreditRisk.Cluster.Node;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Postgres;
using CreditRisk.Tests.Acceptance;
using CreditRisk.Tests.Ingest.Kafka;
using CreditRisk.Tests.Silo;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Storage.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace CreditRisk.Tests.Grains.Cluster.Node;

/// <summary>Members of one cluster in this process, on real sockets, a real PostgreSQL and a broker, with a clock that the test moves.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    public const int Partitions = 6;
    private const int MostSteps = 20_000;

    private readonly List<RunningService> _members = [];
    private readonly string _schema = PostgresServer.NewSchema();

    public ClusterUnderTest()
    {
        Broker.Create("billing", Partitions);
        Broker.Create("risk.warnings", Partitions);
    }

    public MockCluster Broker { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>Starts a member. It may be silent for a minute of the test's time, in which many of its seconds pass while one report is under way.</summary>
    public async Task<RunningService> StartAsync(NodeRole role, Func<ServiceSettings, ServiceSettings>? change = null)
    {
        var settings = ServiceUnderTest.Settings("unused");
        settings = settings with
        {
            Role = role,
            Postgres = new PostgresStoreOptions { ConnectionString = PostgresServer.ConnectionString, Schema = _schema },
            Cluster = new ClusterSettings { Clustering = Clustering.Postgres, SiloPort = FreePort.Next(), GatewayPort = FreePort.Next(), ProbeSeconds = 1, SilenceSeconds = 60 },
            Kafka = settings.Kafka with
            {
                Brokers = Broker.Brokers,
                Topics = ["billing"],
                DrainSeconds = 5,
                Outputs = new Dictionary<string, string> { ["warnings"] = "risk.warnings" },
                Client = new Dictionary<string, string> { ["session.timeout.ms"] = "1500", ["heartbeat.interval.ms"] = "100" },
            },
        };
        var member = await RunningService.StartAsync(change is null ? settings : change(settings), Time, NullLoggerFactory.Instance);
        _members.Add(member);
        return member;
    }

    /// <summary>Has a member leave.</summary>
    public async Task StopAsync(RunningService member)
    {
        _members.Remove(member);
        await member.DisposeAsync();
    }

    public static async Task<Answer> GetAsync(RunningService member, string path)
    {
        using var client = new HttpClient { BaseAddress = member.Api.Address };
        using var response = await client.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    public static async Task<Answer> SendAsync(RunningService member, string body)
    {
        using var client = new HttpClient { BaseAddress = member.Api.Address };
        using var content = new StringContent(body);
        content.Headers.ContentType = new("application/cloudevents+json");
        using var response = await client.PostAsync("v1/events", content);
        return await Answer.OfAsync(response);
    }

    /// <summary>Lets time pass, a second at a time, with a request to a member in each, until something has happened.</summary>
    public async Task PassTimeUntilAsync(RunningService member, Func<bool> hasHappened)
    {
        for (var steps = 0; !hasHappened(); steps++)
        {
            steps.ShouldBeLessThan(MostSteps, "what was waited for did not happen");
            Time.Advance(TimeSpan.FromSeconds(1));
            (await GetAsync(member, "health/live")).Status.ShouldBe(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        Broker.Dispose();
    }
}
