using System.Net;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Access;

/// <summary>
/// Lets in who may come in: with a key, who presents it (the health checks are open to all, since probes have no secrets); without one, who names this
/// machine as the host. The latter keeps out web pages that resolve a name of their own to 127.0.0.1 in order to read customers' data through a browser.
/// </summary>
/// <param name="key">The key, or null.</param>
internal sealed class AccessControl(ApiKey? key)
{
    private const string Scheme = "Bearer ";

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        if (key is not null)
        {
            return IsPresented(context.Request) ? next(context) : RefuseKeyAsync(context);
        }

        return IsThisMachine(context.Request.Host.Host)
            ? next(context)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "wrong-host", "without an API key only requests to localhost, 127.0.0.1 or [::1] are answered");
    }

    private bool IsPresented(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && key!.Is(header[Scheme.Length..].Trim());

    private static Task RefuseKeyAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, "key-needed", "send the header 'Authorization: Bearer KEY' with the API key");
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
