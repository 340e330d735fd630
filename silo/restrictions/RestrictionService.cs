using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Postgres;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans;

namespace CreditRisk.Silo.Restrictions;

/// <summary>What of this process is about restrictions for everybody: the brakes, the feeds, and the gate where this process is the one that gives leave.</summary>
public sealed class RestrictionService : IAsyncDisposable
{
    private readonly IKeptText _texts;
    private readonly ILoggerFactory _logging;
    private readonly RestrictionOptions _options;

    /// <summary>Makes the parts; nothing leaves before a gate is opened.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="grains">The cluster, or null without one.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logging">Where everything logs to.</param>
    public RestrictionService(ServiceSettings settings, IGrainFactory? grains, TimeProvider clock, ILoggerFactory logging)
    {
        (_logging, _options) = (logging, settings.Restrictions);
        _texts = settings.Postgres.ConnectionString.Length > 0
            ? new TableTexts(NpgsqlDataSource.Create(settings.Postgres.Complete("creditrisk brakes", 2)), settings.Postgres.Schema)
            : new FileTexts(settings.Store.DataDirectory);
        Brakes = grains is null ? new KeptBrakes(_texts, clock) : new ClusterBrakes(grains);
        Feeds = new FeedBook(_texts, logging.CreateLogger<FeedBook>());
    }

    /// <summary>The brakes.</summary>
    public IBrakeBox Brakes { get; }

    /// <summary>The feeds.</summary>
    public FeedBook Feeds { get; }

    /// <summary>Begins to give leave; the caller disposes of the gate.</summary>
    public RestrictionGate Open(Engine engine, InputHorizon horizon, TimeProvider clock) => new(
        new GateParts
        {
            Ready = engine.Reader.ReadyRestrictions,
            Brakes = Brakes,
            Feeds = Feeds,
            Host = engine.Host,
            Horizon = horizon,
            Clock = clock,
            Logger = _logging.CreateLogger<RestrictionGate>(),
        },
        _options);

    /// <summary>Shows what a gate does.</summary>
    /// <param name="metrics">Shows it.</param>
    /// <param name="gate">The gate of this process, or null while another one gives leave.</param>
    public static void Show(PipelineMetrics metrics, Func<RestrictionGate?> gate)
    {
        metrics.Counter("creditrisk_restrictions_allowed_total", "{restriction}", "Restrictions that were given leave by this process.", () => gate()?.Given ?? 0);
        metrics.Gauge("creditrisk_restrictions_held", "", "Whether something outside of accounts holds all restrictions back: 1, or 0 where they may leave.", () => gate()?.HeldBy is null ? 0 : 1);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Feeds.DisposeAsync();
        (Brakes as IDisposable)?.Dispose();
        if (_texts is IAsyncDisposable source)
        {
            await source.DisposeAsync();
        }
    }
}
