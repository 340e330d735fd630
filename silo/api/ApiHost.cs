using System.Net.Sockets;
using CreditRisk.Cluster.Dashboard;
using CreditRisk.Cluster.Node;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Api.Access;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditRisk.Silo.Api;

/// <summary>What the API works with, apart from the engine.</summary>
public sealed record ApiParts
{
    /// <summary>Counts what is taken in, and is shown under <c>/metrics</c>. It stays the caller's.</summary>
    public required PipelineMetrics Metrics { get; init; }

    /// <summary>Is told what is received and not yet with its account; the sweep must go no further than it says.</summary>
    public required InputHorizon Horizon { get; init; }

    /// <summary>What the decoder is willing to look at.</summary>
    public DecoderLimits Limits { get; init; } = DecoderLimits.Default;

    /// <summary>What keeps this process from being a working member of its cluster, or null where it is one; null where there is no cluster.</summary>
    public Func<string?>? NotMember { get; init; }

    /// <summary>The brakes, or null where there are none: then nothing answers for them.</summary>
    public IBrakeBox? Brakes { get; init; }

    /// <summary>Is told the heartbeats of feeds, or null.</summary>
    public FeedBook? Feeds { get; init; }

    /// <summary>Orleans' dashboard, or null where it is off.</summary>
    public ClusterDashboard? Dashboard { get; init; }

    /// <summary>Whether only health checks and metrics are answered.</summary>
    public bool HealthOnly { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where the API logs to. It stays the caller's.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>The HTTP API of one engine, in this process. Disposing it stops taking requests and waits for those under way; do so before the engine is disposed of.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ApiRoutes _routes;

    private ApiHost(WebApplication app, ApiRoutes routes)
    {
        _app = app;
        _routes = routes;
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens, with the port that it has.</summary>
    public Uri Address { get; }

    /// <summary>Starts the API; returns when it takes requests.</summary>
    /// <exception cref="ConfigurationException">It would be open to others without a key, or cannot listen on its address.</exception>
    public static async Task<ApiHost> StartAsync(Engine engine, ApiOptions options, ApiParts parts, CancellationToken cancellation = default)
    {
        if (options.Mistake() is { } mistake)
        {
            throw new ConfigurationException([mistake]);
        }

        var app = Build(options, parts);
        var routes = new ApiRoutes(engine, options, parts, app.Lifetime.ApplicationStopping);
        app.Use(new ErrorAnswers(parts.Logging.CreateLogger<ErrorAnswers>()).InvokeAsync);
        app.Use(new AccessControl(options.Key, options.AdminKey).InvokeAsync);
        routes.MapOn(app);
        if (parts.Dashboard is not null)
        {
            ClusterDashboard.Map(app, AccessControl.AdminPath);
        }

        try
        {
            await app.StartAsync(cancellation);
            return new ApiHost(app, routes);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            await routes.DisposeAsync();
            if (failure is IOException or SocketException)
            {
                throw new ConfigurationException([$"the API cannot listen on {options.Address} (http.address), port {options.Port} (http.port): {failure.Message}"]);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _routes.DisposeAsync();
    }

    // The empty builder reads no files and no variables of the framework's own: what opens a port stands in our configuration or nowhere.
    private static WebApplication Build(ApiOptions options, ApiParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(parts.Logging);
        parts.Dashboard?.Lend(builder.Services);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownSeconds));
        return builder.Build();
    }
}
