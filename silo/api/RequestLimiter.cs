using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api;

/// <summary>Lets so many requests of a kind run at once and so many wait, and turns the others away.</summary>
/// <param name="running">How many run, 1 or more.</param>
/// <param name="waiting">How many wait, 0 or more.</param>
internal sealed class RequestLimiter(int running, int waiting) : IAsyncDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = running,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The same handler, within the limit.</summary>
    public RequestDelegate Limit(RequestDelegate handler) => async context =>
    {
        using var lease = await _limiter.AcquireAsync(1, context.RequestAborted);
        if (!lease.IsAcquired)
        {
            throw new ProblemException(StatusCodes.Status429TooManyRequests, "too-many-requests", "too many requests of this kind wait already; try again");
        }

        await handler(context);
    };

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();
}
