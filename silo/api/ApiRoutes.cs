using System.Text;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Api.Reading;
using CreditRisk.Silo.Api.Stream;
using CreditRisk.Silo.Letters;
using CreditRisk.Silo.Metrics;
using CreditRisk.Silo.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api;

/// <summary>Which address is answered by what, and within which limit.</summary>
internal sealed class ApiRoutes : IAsyncDisposable
{
    private readonly Engine _engine;
    private readonly ApiParts _parts;
    private readonly EventsEndpoint _events;
    private readonly WarningFeed _feed;
    private readonly WarningStream _stream;
    private readonly RequestLimiter _ingesting;
    private readonly RequestLimiter _reading;
    private readonly RequestLimiter _streaming;

    public ApiRoutes(Engine engine, ApiOptions options, ApiParts parts, CancellationToken stopping)
    {
        _engine = engine;
        _parts = parts;
        _events = new EventsEndpoint(new EventIntake(engine, parts.Limits, parts.Metrics, parts.Horizon, parts.Feeds), options);
        _feed = new WarningFeed(engine.Reader, parts.Clock);
        _stream = new WarningStream(engine.Reader, _feed, parts.Clock, stopping);
        _ingesting = new RequestLimiter(options.ConcurrentIngestRequests, options.QueuedRequests);
        _reading = new RequestLimiter(options.ConcurrentReadRequests, options.QueuedRequests);
        _streaming = new RequestLimiter(options.MaxStreams, 0);
    }

    /// <summary>Adds the routes to an application.</summary>
    public void MapOn(WebApplication app)
    {
        app.MapGet("/metrics", _reading.Limit(MetricsAsync));
        // Without a limit: a service that is busy is not ill.
        app.MapGet("/health/live", Health.LiveAsync);
        app.MapGet("/health/ready", new Health(_engine, _parts.NotMember).ReadyAsync);
        if (!_parts.HealthOnly)
        {
            MapBusinessOn(app);
        }
    }

    private void MapBusinessOn(WebApplication app)
    {
        var accounts = new AccountReading(_engine);
        var letters = new DeadLetterReading(_engine);
        app.MapPost("/v1/events", _ingesting.Limit(_events.HandleAsync));
        app.MapGet("/v1/accounts/{id}", _reading.Limit(accounts.ShowAsync));
        app.MapGet("/v1/accounts/{id}/history", _reading.Limit(accounts.HistoryAsync));
        app.MapGet("/v1/accounts/{id}/warnings", _reading.Limit(accounts.WarningsAsync));
        app.MapGet("/v1/portfolio", _reading.Limit(new PortfolioReading(_engine, _parts.Clock).ShowAsync));
        app.MapGet("/v1/desk/{list}", _reading.Limit(new DeskReading(_engine, _parts.Clock).ShowAsync));
        app.MapGet("/v1/warnings", _reading.Limit(context => WarningReading.WriteAsync(context, _engine.Reader, null)));
        app.MapGet("/v1/warnings/stream", _streaming.Limit(_stream.HandleAsync));
        app.MapGet("/v1/dead-letters", _reading.Limit(letters.ListAsync));
        if (_parts.Brakes is { } brakes)
        {
            var endpoint = new BrakesEndpoint(brakes);
            app.MapGet(BrakesEndpoint.Path, _reading.Limit(endpoint.ShowAsync));
            app.MapPost(BrakesEndpoint.Path, _ingesting.Limit(endpoint.ChangeAsync));
        }

        var replay = new LetterReplayEndpoint(() => new LetterReplay(_engine, _parts.Limits, _parts.Clock, _parts.Metrics));
        app.MapPost("/v1/dead-letters/replay", _ingesting.Limit(replay.HandleAsync));
        app.MapGet("/v1/dead-letters/{id}", _reading.Limit(letters.ShowAsync));
    }

    public async ValueTask DisposeAsync()
    {
        await _ingesting.DisposeAsync();
        await _reading.DisposeAsync();
        await _streaming.DisposeAsync();
        _feed.Dispose();
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = PrometheusExporter.ContentType;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(_parts.Metrics.Render()), context.RequestAborted).AsTask();
    }
}
