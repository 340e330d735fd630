using CreditRisk.Actor;
using CreditRisk.Cluster.Node;
using CreditRisk.Cluster.Rules;
using CreditRisk.Cluster.Sweep;
using CreditRisk.Cluster.Tables;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CreditRisk.Silo.Cluster;

/// <summary>Makes this process a member of a cluster, by its settings.</summary>
public sealed class ClusterMember
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromSeconds(1);

    private static readonly Action<ILogger, string, Exception?> LogUnregistered = LoggerMessage.Define<string>(
        LogLevel.Warning, new EventId(1, "RulesUnregistered"), "The cluster does not take the registration of the rules yet, and is asked again: {Failure}");

    private readonly ServiceSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILoggerFactory _logging;
    private readonly Action<TimeSpan> _called;
    private ClusterNode? _node;

    /// <summary>A member to be.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logging">Where everything logs to.</param>
    /// <param name="metrics">Measures calls of accounts.</param>
    public ClusterMember(ServiceSettings settings, TimeProvider clock, ILoggerFactory logging, PipelineMetrics metrics)
    {
        (_settings, _clock, _logging) = (settings, clock, logging);
        _called = metrics.Seconds("creditrisk_cluster_call_seconds", "Time that a call of an account takes until it is durable, with the times that it is made again.");
    }

    /// <summary>This process in the cluster.</summary>
    /// <exception cref="InvalidOperationException">The engine was not started.</exception>
    public ClusterNode Node => _node ?? throw new InvalidOperationException("the engine was not started");

    private TimeSpan Interval => TimeSpan.FromSeconds(_settings.Sweep.IntervalSeconds);

    /// <summary>Starts an engine whose accounts run in the cluster; returns when this process is a member.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="engine">What the engine is made of.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ConfigurationException">The member cannot start as it is configured.</exception>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be opened.</exception>
    public Task<Engine> StartAsync(AccountRules rules, EngineSettings engine, CancellationToken cancellation) => Engine.StartAsync(rules, WithStripe(engine), async core =>
    {
        // Certificates live in the machine's time, not in the customers'.
        if (_settings.Cluster.Tls?.Mistakes(TimeProvider.System.GetUtcNow()).ToList() is { Count: > 0 } mistakes)
        {
            throw new ConfigurationException(mistakes);
        }

        if (engine.Postgres is { } postgres)
        {
            ClusterTables.Ensure(postgres);
            if (ClusterTables.ClusterOf(postgres, _settings.Cluster.Name) is var other && other != _settings.Cluster.Name)
            {
                throw new ConfigurationException([$"cluster.name is '{_settings.Cluster.Name}', and the accounts of the schema '{postgres.Schema}' are the cluster '{other}'s"]);
            }
        }

        var accounts = new AccountServices(rules, core.Store, core.Committer, core.Writer, _clock, core.TellReading, archives: new ArchiveRule(_settings.Host.LeastArchivedParts), readyAccounts: _settings.Host.ReadyAccountsPerLoop);
        var parts = new NodeParts(accounts, engine.Postgres, Interval, _clock, _logging) { Called = _called };
        try
        {
            _node = await (_settings.Role == NodeRole.Api
                ? ClusterNode.StartClientAsync(_settings.Cluster, parts, cancellation)
                : ClusterNode.StartSiloAsync(_settings.Cluster, parts, cancellation));
            return _node;
        }
        catch (Exception failure)
        {
            await accounts.DisposeAsync();
            throw failure is System.Net.Sockets.SocketException
                ? new ConfigurationException([$"the silo cannot listen on {_settings.Cluster.Address}, ports {_settings.Cluster.SiloPort} (cluster.siloPort) and {_settings.Cluster.GatewayPort} (cluster.gatewayPort): {failure.Message}"])
                : failure;
        }
    });

    /// <summary>Registers the rules that this silo runs, so that no two silos decide by different files of one version, and then lets accounts run on it.</summary>
    /// <param name="files">The files that it has loaded.</param>
    /// <param name="cancellation">Gives up: a cluster that does not answer is waited for.</param>
    /// <exception cref="ConfigurationException">A file's content differs from what the cluster runs under its version, or the registry is full.</exception>
    public async Task RegisterAsync(IReadOnlyList<RuleStamp> files, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var conflicts = await RuleRegistration.RegisterAsync(Node.Grains, $"{_settings.Cluster.Address}:{_settings.Cluster.SiloPort}", files);
                if (conflicts.IsEmpty)
                {
                    Node.Open();
                    return;
                }

                throw new ConfigurationException([.. conflicts.Select(conflict => conflict.Message)]);
            }
            catch (InvalidOperationException refused)
            {
                throw new ConfigurationException([refused.Message]);
            }
            catch (Exception failure) when (failure is not ConfigurationException)
            {
                // A silo or a store that is away: it is not known what became of the registration, and the same one changes nothing.
                LogUnregistered(_logging.CreateLogger<ClusterMember>(), failure.Message, null);
                await Task.Delay(PauseBeforeRetry, TimeProvider.System, cancellation);
            }
        }
    }

    /// <summary>Begins to report how far this process's input is durable.</summary>
    /// <param name="look">Looks how far it is on its way.</param>
    public HorizonReporter Report(Func<InputState> look) => new(Node.Grains, Node, look, Interval, _clock);

    /// <summary>Begins to look after the sweep of all shards.</summary>
    public SweepService Sweep()
    {
        var looks = new ShardLooks(Node.Grains, _settings.Cluster.SweepShards);
        return new SweepService(async _ => new Swept(await looks.LookAsync(), Node.TakeSwept()), Node, _settings.Sweep, _clock, _logging.CreateLogger<SweepService>());
    }

    /// <summary>Shows what this process knows of the cluster; to be called once.</summary>
    public void Show(PipelineMetrics metrics)
    {
        metrics.Gauge("creditrisk_cluster_silos", "{silo}", "Silos that this process knows of.", () => Node.Silos);
        metrics.Gauge("creditrisk_cluster_member", "", "Whether this process is a working member of the cluster: 1, or 0 while it is not.", () => Node.NotMember is null ? 1 : 0);
        metrics.Counter("creditrisk_cluster_repeated_calls_total", "{call}", "Calls of accounts that were made again, since their outcome was not known or the store was away.", () => Node.RepeatedCalls);
        metrics.Counter("creditrisk_cluster_timed_out_calls_total", "{call}", "Calls of accounts that were not answered in time.", () => Node.TimedOutCalls);
        metrics.Counter("creditrisk_cluster_activations_total", "{account}", "Accounts that began to run on this silo.", () => Node.Activations);
        metrics.Counter("creditrisk_cluster_reloads_total", "{account}", "Accounts that were read again while they ran, since another silo had written them or it was not known what became of a write.", () => Node.Reloads);
        metrics.Counter("creditrisk_cluster_moved_total", "{account}", "Accounts that left this silo to be where they are called from.", () => Node.Moved);
    }

    // Members with the same stripe would wait for each other's totals. One that is started again has the same address.
    private EngineSettings WithStripe(EngineSettings engine) => engine.Postgres is { Stripe: 0 } postgres
        ? engine with { Postgres = postgres with { Stripe = 1 + (int)(StableHash.Of($"{_settings.Cluster.Address}:{_settings.Cluster.SiloPort}:{_settings.Role}") % PostgresStoreOptions.MostStripe) } }
        : engine;
}
