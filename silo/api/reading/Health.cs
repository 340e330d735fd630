using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Commit;
using CreditRisk.Storage.Contracts;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>One thing that must be well.</summary>
/// <param name="Name">Which.</param>
/// <param name="Ok">Whether it is.</param>
/// <param name="Reason">What is wrong, or null.</param>
public sealed record HealthCheck(string Name, bool Ok, string? Reason);

/// <summary>Whether the service can do its work.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Checks">What was looked at.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<HealthCheck> Checks);

/// <summary>Tells whoever runs the service whether it lives, and whether it can do its work.</summary>
/// <param name="engine">The pipeline.</param>
/// <param name="notMember">What keeps this process from being a working member of its cluster, or null where it is one; null where there is no cluster.</param>
internal sealed class Health(Engine engine, Func<string?>? notMember)
{
    /// <summary><c>GET /health/live</c>: that this is answered is the answer.</summary>
    public static Task LiveAsync(HttpContext context) => JsonAnswer.WriteAsync(context, new HealthAnswer("live", []));

    /// <summary><c>GET /health/ready</c></summary>
    public Task ReadyAsync(HttpContext context)
    {
        HealthCheck[] checks = [CheckStore(), CheckCommitter(), CheckHost(), .. notMember is null ? Array.Empty<HealthCheck>() : [CheckCluster(notMember())]];
        var isReady = checks.All(check => check.Ok);
        return JsonAnswer.WriteAsync(
            context, new HealthAnswer(isReady ? "ready" : "not-ready", checks), isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static HealthCheck CheckCluster(string? problem) => new("cluster", problem is null, problem);

    private HealthCheck CheckStore()
    {
        try
        {
            // A look for what is not there is the cheapest that goes to the file.
            _ = engine.Reader.DeadLetter(0);
            return new HealthCheck("store", true, null);
        }
        catch (StoreException away)
        {
            return new HealthCheck("store", false, away.Message);
        }
    }

    private HealthCheck CheckCommitter() => engine.Committer.Status switch
    {
        { State: CommitterState.Running } => new HealthCheck("committer", true, null),
        { State: CommitterState.Stopped } => new HealthCheck("committer", false, "it is stopped"),
        var status => new HealthCheck("committer", false, $"{status.Failure} ({status.Attempts} attempts)"),
    };

    private HealthCheck CheckHost() => engine.Host.Failure switch
    {
        { IsCompleted: false } when engine.Host.StoreAway is { } away => new HealthCheck("host", false, $"accounts cannot be loaded: {away}"),
        { IsCompleted: false } => new HealthCheck("host", true, null),
        { Exception: { } failure } => new HealthCheck("host", false, $"a loop failed: {failure.InnerException!.GetType().Name}"),
        _ => new HealthCheck("host", false, "it is stopped"),
    };
}
