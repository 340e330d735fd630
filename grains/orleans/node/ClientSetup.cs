using CreditRisk.Cluster.Sweep;
using CreditRisk.Cluster.Tables;
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

    private static readonly Action<ILogger, string, Exception?> LogWaiting = LoggerMessage.Define<string>(
        LogLevel.Information, new EventId(1, "WaitingForSilo"), "No silo of the cluster answers yet, and one is waited for: {Failure}");

    public static IHost Build(ClusterSettings settings, NodeParts parts, NodeFailure failure, SweepServices sweep)
    {
        var membership = new ClientMembership();
        var logger = parts.Logging.CreateLogger(typeof(ClientSetup));
        return NodeSetup.NewHost(parts).UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.Name, settings.Name));
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(settings.ResponseTimeoutSeconds));
            client.Services.AddSingleton<IMembership>(membership);
            client.AddGatewayCountChangedHandler((_, change) => membership.Connected(change.NumberOfConnectedGateways));
            client.AddClusterConnectionLostHandler((_, _) => membership.Connected(0));
            client.UseConnectionRetryFilter(async (problem, cancellation) =>
            {
                LogWaiting(logger, problem.Message, null);
                await Task.Delay(PauseBeforeRetry, parts.Clock, cancellation);
                return true;
            });
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
