using CreditRisk.Actor;
using CreditRisk.Cluster.Dashboard;
using CreditRisk.Cluster.Host;
using CreditRisk.Cluster.Sweep;
using CreditRisk.Ingest.Execution;
using CreditRisk.Storage.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Orleans;
using Orleans.Runtime;

namespace CreditRisk.Cluster.Node;

/// <summary>
/// This process as a member of a cluster: a silo that accounts run on, or a client of some. Disposing of it waits until all that it has sent is durable; a silo then hands its accounts to the others.
/// </summary>
public sealed class ClusterNode : IAccountHost
{
    // What a silo that stops may take to end its accounts' calls, before it leaves without.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(15);

    private readonly IHost _host;
    private readonly NodeParts _parts;
    private readonly NodeServices _services;
    private readonly ClusterHost _accounts;
    private readonly IMembership _membership;
    private readonly GrainServices? _grains;

    private ClusterNode(IHost host, NodeParts parts, ClusterSettings settings, NodeServices services)
    {
        (_host, _parts, _services) = (host, parts, services);
        Dashboard?.Serve(host.Services);
        Grains = host.Services.GetRequiredService<IGrainFactory>();
        _membership = host.Services.GetRequiredService<IMembership>();
        _grains = host.Services.GetService<GrainServices>();
        // Calls take the machine's time, not the customers'.
        _accounts = new ClusterHost(Grains, parts.Accounts, settings.Host, TimeProvider.System, host.Services.GetService<ILocalSiloDetails>()?.SiloAddress.ToParsableString(), parts.Called);
        Failure = Task.WhenAny(_accounts.Failure, services.Failure.Task).Unwrap();
    }

    /// <summary>The cluster.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The dashboard, where it is on; else null.</summary>
    public ClusterDashboard? Dashboard => _services.Dashboard;

    /// <summary>What keeps this process from being a working member of the cluster, or null.</summary>
    public string? NotMember => _membership.NotMember;

    /// <summary>Silos that this process knows of.</summary>
    public int Silos => _membership.Silos;

    /// <summary>How many accounts time has acted on from here since this was asked last.</summary>
    public int TakeSwept() => _services.Sweep.TakeLooked();

    /// <summary>Calls that were made again, because it was not known what became of them or the store was away.</summary>
    public long RepeatedCalls => _accounts.RepeatedCalls;

    /// <summary>Calls among them that were not answered in time.</summary>
    public long TimedOutCalls => _accounts.TimedOutCalls;

    /// <summary>Accounts that began to run here, since the start.</summary>
    public long Activations => _parts.Accounts.Activations;

    /// <summary>How often an account was read again while it ran here.</summary>
    public long Reloads => _parts.Accounts.Reloads;

    /// <summary>Accounts that have left this silo to be where they are called from.</summary>
    public long Moved => _grains?.Moved ?? 0;

    /// <inheritdoc/>
    public Executor Executor => _accounts.Executor;

    /// <inheritdoc/>
    public int Undurable => _accounts.Undurable;

    /// <inheritdoc/>
    public int Queued => _accounts.Queued;

    /// <inheritdoc/>
    public string? StoreAway => _accounts.StoreAway;

    /// <inheritdoc/>
    public int Resident => _accounts.Resident;

    /// <inheritdoc/>
    public int Packed => _accounts.Packed;

    /// <inheritdoc/>
    public Task Failure { get; }

    /// <summary>Starts a silo; returns when it is a member of the cluster. Accounts run on it when it is opened.</summary>
    /// <exception cref="ArgumentException">A setting is out of its bounds.</exception>
    public static Task<ClusterNode> StartSiloAsync(ClusterSettings settings, NodeParts parts, CancellationToken cancellation) => StartAsync(settings, parts, SiloSetup.Build, cancellation);

    /// <summary>Starts a client; waits until a silo answers.</summary>
    /// <exception cref="ArgumentException">A setting is out of its bounds.</exception>
    public static Task<ClusterNode> StartClientAsync(ClusterSettings settings, NodeParts parts, CancellationToken cancellation) => StartAsync(settings, parts, ClientSetup.Build, cancellation);

    /// <summary>Lets accounts run on this silo. Until then those that are called here wait.</summary>
    public void Open() => _services.Opened.TrySetResult();

    /// <inheritdoc/>
    public ValueTask SubmitAsync(InputRecord input, CancellationToken cancellation = default) => _accounts.SubmitAsync(input, cancellation);

    /// <inheritdoc/>
    public Task<int> SweepAsync(Instant upTo, CancellationToken cancellation = default) => _accounts.SweepAsync(upTo, cancellation);

    /// <inheritdoc/>
    public ValueTask LookAsync(string account, CancellationToken cancellation = default) => _accounts.LookAsync(account, cancellation);

    /// <inheritdoc/>
    public Task DrainAsync(CancellationToken cancellation = default) => _accounts.DrainAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _accounts.DisposeAsync();
        }
        finally
        {
            using var patience = new CancellationTokenSource(TimeToLeave, _parts.Clock);
            await _host.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _host.Dispose();
            await _parts.Accounts.DisposeAsync();
        }
    }

    private static async Task<ClusterNode> StartAsync(
        ClusterSettings settings, NodeParts parts, Func<ClusterSettings, NodeParts, NodeServices, IHost> build, CancellationToken cancellation)
    {
        if (settings.Mistakes().FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(settings));
        }

        // The silo's grains sweep through the host that is made when the silo runs.
        var made = new TaskCompletionSource<ClusterHost>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sweep = new SweepServices(async (shard, upTo, stop) => await (await made.Task.WaitAsync(stop)).SweepAsync(shard, upTo, stop), parts.SweepInterval, TimeSpan.FromSeconds(settings.SilenceSeconds), parts.Clock);
        var services = new NodeServices(new NodeFailure(), sweep, settings.Dashboard ? new ClusterDashboard() : null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var host = build(settings, parts, services);
        try
        {
            await host.StartAsync(cancellation);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        var node = new ClusterNode(host, parts, settings, services);
        made.SetResult(node._accounts);
        return node;
    }
}
