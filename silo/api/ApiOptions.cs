using System.Net;
using CreditRisk.Silo.Api.Access;

namespace CreditRisk.Silo.Api;

/// <summary>Settings of the API. Each is checked when the API is started.</summary>
public sealed record ApiOptions
{
    /// <summary>The address to listen on. Any but a loopback address needs a <see cref="Key"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0-65,535; 0 takes a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>What callers must present, or null: then whoever reaches the address is served.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>What administrators present for what only they may see or do, or null: then nobody may.</summary>
    public ApiKey? AdminKey { get; init; }

    /// <summary>Connections open at once, 1-100,000.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Size of a request with events, 1-64 MiB.</summary>
    public int MaxRequestMebibytes { get; init; } = 16;

    /// <summary>Events in a request, 1-100,000.</summary>
    public int MaxEventsPerRequest { get; init; } = 10_000;

    /// <summary>Requests with events that are taken in at once, 1-256.</summary>
    public int ConcurrentIngestRequests { get; init; } = 8;

    /// <summary>Reading requests that are answered at once, 1-256.</summary>
    public int ConcurrentReadRequests { get; init; } = 8;

    /// <summary>Requests of each kind that wait, 0-10,000; further ones are answered 429.</summary>
    public int QueuedRequests { get; init; } = 64;

    /// <summary>Listeners to the stream of warnings, 1-10,000; further ones are answered 429.</summary>
    public int MaxStreams { get; init; } = 64;

    /// <summary>How long requests under way may take when the API is stopped, 1-600 s.</summary>
    public int ShutdownSeconds { get; init; } = 30;

    /// <summary>Size of a request with events in bytes.</summary>
    internal int MaxRequestBytes => MaxRequestMebibytes << 20;

    /// <summary>What forbids to start, or null.</summary>
    public string? Mistake() => IPAddress.IsLoopback(Address) || Key is not null ? null
        : $"http.address is {Address}, which others can reach: set the environment variable CREDITRISK_API_KEY, or listen on 127.0.0.1";
}
