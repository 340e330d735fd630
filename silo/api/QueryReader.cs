using System.Globalization;
using CreditRisk.Domain.Time;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace CreditRisk.Silo.Api;

/// <summary>Reads the parameters of a request.</summary>
internal static class QueryReader
{
    private const int MostPerPage = 1000;
    private const int DefaultPerPage = 100;
    private const int MostIdCharacters = 64;

    /// <summary>How many things a page may have: <c>limit</c>, 1 to 1,000, by default 100.</summary>
    public static int Limit(HttpRequest request) => (int)(Number(request, "limit", 1, MostPerPage) ?? DefaultPerPage);

    /// <summary>A number of 0 or more, or null where it is not given.</summary>
    public static long? Position(HttpRequest request, string name) => Number(request, name, 0, long.MaxValue);

    /// <summary>A text, or null where it is not given.</summary>
    public static string? Text(HttpRequest request, string name) => request.Query[name].FirstOrDefault();

    /// <summary>A day such as 2026-03-31, or null where it is not given.</summary>
    public static CivilDate? Day(HttpRequest request, string name) => Text(request, name) is not { } text ? null
        : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? CivilDate.From(day.Value)
        : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-parameter", $"{name} must be a day such as 2026-03-31");

    /// <summary>
    /// The account that the path names. It is taken from the path as it came: an id may hold a slash, which the server leaves encoded, so that it could not be told from an id
    /// that holds the code of one.
    /// </summary>
    public static string Account(HttpContext context)
    {
        const int Place = 3;
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()?.RawTarget ?? "";
        var segments = target.Split('?')[0].Split('/');
        var id = target.StartsWith('/') && segments.Length > Place
            ? Uri.UnescapeDataString(segments[Place])
            : context.Request.RouteValues["id"] as string ?? "";
        return id.Length is >= 1 and <= MostIdCharacters && id.All(letter => letter is > ' ' and <= '~')
            ? id
            : throw new ProblemException(StatusCodes.Status400BadRequest, "bad-id", "an account is 1 to 64 printable ASCII characters without spaces");
    }

    private static long? Number(HttpRequest request, string name, long least, long most)
    {
        if (Text(request, name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ProblemException(
                StatusCodes.Status400BadRequest,
                "bad-parameter",
                $"{name} must be {(most == long.MaxValue ? "a whole number, 0 or more" : $"{least} to {most}")}");
    }
}
