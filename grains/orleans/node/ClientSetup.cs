using CreditRisk.Cluster.Sweep;
using CreditRisk.Cluster.Tables;
using CreditRisk.Cluster.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace CreditRisk.Cluster.Node;

/// <summary>Sets up a client.</summary>
internal static class ClientSetup
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromSeconds(1);

    // How soon silos that were added get their share of the calls.
    private static readonly TimeSpan RefreshOfSilos = TimeSpan.FromSeconds(10);

    private static readonly Action<ILogger, string, Exception?> LogWaiting = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "WaitingForSilo"), "No silo of the cluster answers yet, and one is waited for: {Failure}");

    public static IHost Build(ClusterSettings settings, NodeParts parts, NodeServices services)
    {
        var membership = new ClientMembership();
        var logger = parts.Logging.CreateLogger(typeof(ClientSetup));
        return NodeSetup.NewHost(parts).UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.Name, settings.Name));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(settings.ResponseTimeoutSeconds));
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = RefreshOfSilos);
            client.Services.AddSingleton<IMembership>(membership);
            services.Dashboard?.AddTo(client);
            client.AddGatewayCountChangedHandler((_, change) => membership.Connected(change.NumberOfConnectedGateways));
            client.AddClusterConnectionLostHandler((_, _) => membership.Connected(0));
            client.UseConnectionRetryFilter(async (problem, cancellation) =>
            {
                LogWaiting(logger, problem.Message, null);
                await Task.Delay(PauseBeforeRetry, TimeProvider.System, cancellation);
                return true;
            });
            if (settings.Tls is { } tls)
            {
                client.UseTls(tls, TimeProvider.System);
            }

            if (settings.Clustering == Clustering.Localhost)
            {
                client.UseLocalhostClustering(settings.GatewayPort, settings.Name, settings.Name);
            }
            else
            {
                client.UsePostgresClustering(parts.Postgres!);
            }
        }).Build();
    }
}
