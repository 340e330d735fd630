using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace CreditRisk.Silo.Api.Reading;

/// <summary>Answers with the portfolio as it is today.</summary>
/// <param name="engine">The pipeline.</param>
/// <param name="clock">Says which day it is, in the zone of accounts whose own is not known.</param>
internal sealed class PortfolioReading(Engine engine, TimeProvider clock)
{
    /// <summary><c>GET /v1/portfolio</c></summary>
    public Task ShowAsync(HttpContext context)
    {
        var today = CivilDate.At(Instant.FromDateTimeOffset(clock.GetUtcNow()), engine.Rules.Book.DefaultZone);
        return JsonAnswer.WriteAsync(context, PortfolioView.Of(engine.Reader.Totals(), today));
    }
}
