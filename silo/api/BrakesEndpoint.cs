using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRisk.Domain.Guards;
using CreditRisk.Silo.Restrictions;
using CreditRisk.Silo.Views;
using Microsoft.AspNetCore.Http;

namespace CreditRisk.Silo.Api;

/// <summary><c>/v1/brakes</c>: what holds back restrictions for everybody.</summary>
/// <param name="brakes">The brakes.</param>
internal sealed class BrakesEndpoint(IBrakeBox brakes)
{
    /// <summary>Where they are; whoever changes them is an administrator.</summary>
    public const string Path = "/v1/brakes";

    private static readonly JsonSerializerOptions Strict = new(JsonForm.Compact) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary><c>GET</c>: the brakes with the newest changes.</summary>
    public async Task ShowAsync(HttpContext context) => await JsonAnswer.WriteAsync(context, BrakesView.Of(await brakes.GetAsync()));

    /// <summary><c>POST</c>: sets one.</summary>
    public async Task ChangeAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "unsupported-content", "the content type must be application/json");
        }

        var answer = await brakes.ChangeAsync(await ReadAsync(context));
        if (answer.Refusal is { } refusal)
        {
            throw new ProblemException(StatusCodes.Status409Conflict, "not-changed", refusal);
        }

        await JsonAnswer.WriteAsync(context, BrakesView.Of(answer.Brakes));
    }

    private static async Task<BrakeOrder> ReadAsync(HttpContext context)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<Body>(context.Request.Body, Strict, context.RequestAborted) ?? throw Bad("an object is needed");
            var brake = BrakesView.Find(body.Brake) ?? throw Bad($"brake: found '{body.Brake}', expected one of {string.Join(", ", BrakesView.Words)}");
            return new BrakeOrder(body.Version, brake, body.On, body.MostPerHour, body.Reason ?? "", body.Actor ?? "");
        }
        catch (JsonException strange)
        {
            throw Bad(strange.Message);
        }
    }

    private static ProblemException Bad(string detail) => new(StatusCodes.Status400BadRequest, "bad-order", detail);

    private sealed record Body(long Version, string Brake, bool On, int? MostPerHour, string? Reason, string? Actor);
}

/// <summary>The brakes as they are shown.</summary>
/// <param name="Version">How often they were changed; a change names it.</param>
/// <param name="KillSwitch">Whether nothing leaves.</param>
/// <param name="DryRun">Whether all is only shown.</param>
/// <param name="MostPerHour">Most restrictions in each region and hour, or null for no cap.</param>
/// <param name="Changes">The newest changes, the newest first.</param>
public sealed record BrakesView(long Version, bool KillSwitch, bool DryRun, int? MostPerHour, IReadOnlyList<BrakeChangeView> Changes)
{
    private const int MostChanges = 20;

    /// <summary>The brakes' names, by number.</summary>
    public static IReadOnlyList<string> Words { get; } = ["kill-switch", "dry-run", "rate-cap"];

    /// <summary>The brake of a name, or null.</summary>
    public static Brake? Find(string? word) => Words.ToList().IndexOf(word ?? "") is >= 0 and var index ? (Brake)index : null;

    /// <summary>The view of brakes.</summary>
    public static BrakesView Of(Brakes brakes) => new(
        brakes.Version,
        brakes.KillSwitch.IsOn,
        brakes.DryRun.IsOn,
        brakes.Cap.MostPerHour,
        [.. brakes.Journal.Reverse().Take(MostChanges).Select(change => new BrakeChangeView(change.Version, Words[(int)change.Brake], change.IsOn, change.MostPerHour, change.Note.Reason, change.Note.Actor, change.Note.At.ToString()))]);
}

/// <summary>A change of a brake as it is shown.</summary>
/// <param name="Version">The version that it led to.</param>
/// <param name="Brake">Which.</param>
/// <param name="On">Whether it holds anything back since.</param>
/// <param name="MostPerHour">What a cap was set to, or null.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
public sealed record BrakeChangeView(long Version, string Brake, bool On, int? MostPerHour, string Reason, string Actor, string At);
