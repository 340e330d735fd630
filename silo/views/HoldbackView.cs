using System.Collections.Immutable;
using CreditRisk.Domain.Guards;
using NodaTime;

namespace CreditRisk.Silo.Views;

/// <summary>Something that holds a restriction back, or keeps debt from being acted upon, as it is shown.</summary>
/// <param name="Guard">What.</param>
/// <param name="Reason">Why, for a person.</param>
/// <param name="Until">When it ends by itself, or null where something must happen.</param>
public sealed record HoldbackView(string Guard, string Reason, Instant? Until)
{
    /// <summary>Holdbacks as they are shown.</summary>
    public static IReadOnlyList<HoldbackView> Of(ImmutableArray<Holdback> holdbacks) =>
        [.. holdbacks.Select(holdback => new HoldbackView(holdback.Guard.Name(), holdback.Reason, holdback.Until))];
}
