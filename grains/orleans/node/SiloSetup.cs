using CreditRisk.Cluster.Sweep;
using CreditRisk.Cluster.Tables;
using CreditRisk.Cluster.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Node;

/// <summary>Sets up a silo.</summary>
internal static class SiloSetup
{
    // Three probes that are not answered, and two silos that say so; of two silos one suffices.
    private const int MissedProbes = 3;
    private const int Votes = 2;

    public static IHost Build(ClusterSettings settings, NodeParts parts, NodeServices services) =>
        NodeSetup.NewHost(parts).UseOrleans(silo =>
        {
            Address(silo, settings);
            FindOthers(silo, settings, parts);
            if (settings.Tls is { } tls)
            {
                silo.UseTls(tls, TimeProvider.System);
            }

            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(settings.ResponseTimeoutSeconds));
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(settings.IdleMinutes));
            silo.Services.AddSingleton<IFatalErrorHandler>(services.Failure);
            silo.Services.AddSingleton<IMembership, SiloMembership>();
            silo.Services.AddSingleton(new GrainServices(parts.Accounts, services.Opened.Task));
            silo.Services.AddSingleton(services.Sweep);
            services.Dashboard?.AddTo(silo);
        }).Build();

    private static void Address(ISiloBuilder silo, ClusterSettings settings)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.Name, settings.Name));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = settings.Address;
            endpoint.SiloPort = settings.SiloPort;
            endpoint.GatewayPort = settings.GatewayPort;
        });
        var probe = TimeSpan.FromSeconds(settings.ProbeSeconds);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = probe;
            membership.MaxProbeTimeout = probe;
            membership.NumMissedProbesLimit = MissedProbes;
            membership.NumVotesForDeathDeclaration = Votes;
            membership.TableRefreshTimeout = probe * MissedProbes;
            membership.IAmAliveTablePublishTimeout = probe * MissedProbes;
        });
    }

    private static void FindOthers(ISiloBuilder silo, ClusterSettings settings, NodeParts parts)
    {
        if (settings.Clustering == Clustering.Localhost)
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, settings.Name, settings.Name);
        }
        else
        {
            silo.UsePostgresClustering(parts.Postgres!);
        }

        if (parts.Postgres is { } postgres)
        {
            silo.AddPostgresGrainStorage(GrainStorage.Name, postgres);
        }
        else
        {
            silo.AddMemoryGrainStorage(GrainStorage.Name);
        }
    }
}
