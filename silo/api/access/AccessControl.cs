using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api.Access;

/// <summary>
/// Lets in who may come in: with a key, who presents it (the health checks are open to all, since probes have no secrets); without one, who names this
/// machine as the host. The latter keeps out web pages that resolve a name of their own to 127.0.0.1 in order to read customers' data through a browser.
/// </summary>
/// <param name="key">The key, or null.</param>
/// <param name="adminKey">The administrators' key, or null: what is theirs is closed to everybody then.</param>
internal sealed class AccessControl(ApiKey? key, ApiKey? adminKey)
{
    /// <summary>Below it only administrators are let in, on every address.</summary>
    public const string AdminPath = "/cluster";

    private const string Scheme = "Bearer ";
    private const string BrowserScheme = "Basic ";
    private const int LongestCredentials = 1024;

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        if (IsForAdmins(context.Request))
        {
            return IsAdmin(context.Request) ? next(context) : RefuseAdminAsync(context);
        }

        if (key is not null)
        {
            return IsPresented(context.Request) ? next(context) : RefuseKeyAsync(context);
        }

        return IsThisMachine(context.Request.Host.Host)
            ? next(context)
            : Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "wrong-host", "without an API key only requests to localhost, 127.0.0.1 or [::1] are answered");
    }

    // Whoever may read the brakes may not set them.
    private static bool IsForAdmins(HttpRequest request) => request.Path.StartsWithSegments(AdminPath, StringComparison.OrdinalIgnoreCase)
        || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Path.StartsWithSegments(BrakesEndpoint.Path, StringComparison.OrdinalIgnoreCase));

    private bool IsPresented(HttpRequest request) => Credentials(request, Scheme) is { } presented && key!.Is(presented);

    // A browser asks for a name, which may be any, and a password: the key.
    private bool IsAdmin(HttpRequest request) => adminKey is not null
        && (Credentials(request, Scheme) ?? PasswordOf(Credentials(request, BrowserScheme))) is { } presented && adminKey.Is(presented);

    private static string? Credentials(HttpRequest request, string scheme) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;

    private static string? PasswordOf(string? credentials)
    {
        if (credentials is not { Length: <= LongestCredentials })
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[LongestCredentials];
        return Convert.TryFromBase64String(credentials, bytes, out var length) && Encoding.UTF8.GetString(bytes[..length]) is var text && text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at
            ? text[(at + 1)..]
            : null;
    }

    private static Task RefuseAdminAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"creditrisk\", charset=\"UTF-8\"";
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, "admin-key-needed", "this is for administrators: send the administrator's key as a bearer token, or as the password of any name");
    }

    private static Task RefuseKeyAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(context, StatusCodes.Status401Unauthorized, "key-needed", "send the header 'Authorization: Bearer KEY' with the API key");
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
