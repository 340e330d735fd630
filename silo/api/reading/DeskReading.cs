using CreditRisk.Silo.Desk;
using CreditRisk.Silo.Runtime;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>Answers with the lists that a desk starts its day with.</summary>
/// <param name="engine">The pipeline.</param>
/// <param name="clock">Says which day it is.</param>
internal sealed class DeskReading(Engine engine, TimeProvider clock)
{
    private const int TopTen = 10;

    /// <summary><c>GET /v1/desk/{list}?unit=&amp;manager=&amp;currency=&amp;from=&amp;to=&amp;limit=&amp;after=</c></summary>
    public Task ShowAsync(HttpContext context)
    {
        var list = context.Request.RouteValues["list"] as string ?? "";
        if (!DeskNames.All.Contains(list, StringComparer.Ordinal))
        {
            throw new ProblemException(StatusCodes.Status404NotFound, "no-such-list", $"there are the lists {string.Join(", ", DeskNames.All)}");
        }

        var request = context.Request;
        var isTop = list is DeskNames.Amounts or DeskNames.Ages;
        var asked = new DeskRequest(list)
        {
            Unit = QueryReader.Text(request, "unit"),
            Manager = QueryReader.Text(request, "manager"),
            Currency = QueryReader.Text(request, "currency"),
            From = QueryReader.Day(request, "from"),
            To = QueryReader.Day(request, "to"),
            After = QueryReader.Text(request, "after"),
            Most = isTop && QueryReader.Text(request, "limit") is null ? TopTen : QueryReader.Limit(request),
        };
        if (asked.After is { } after && DeskCursor.Parse(after) is null)
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-parameter", "after must be what a page before gave as next");
        }

        return JsonAnswer.WriteAsync(context, new DeskPages(engine.Reader, engine.Rules, Instant.FromDateTimeOffset(clock.GetUtcNow())).Read(asked));
    }
}
