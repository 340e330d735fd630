using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>Something that began for an account, and its end where it had one.</summary>
public sealed record Occurrence
{
    /// <summary>What it is.</summary>
    public required Subject Subject { get; init; }

    /// <summary>See <see cref="Departure.Match"/>.</summary>
    public string? Match { get; init; }

    /// <summary>When it began.</summary>
    public required Instant At { get; init; }

    /// <summary>The account's civil date of <see cref="At"/>.</summary>
    public required CivilDate On { get; init; }

    /// <summary>When it was over, or null while it is not.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The account's civil date of <see cref="EndedAt"/>, or null.</summary>
    public CivilDate? EndedOn { get; init; }

    /// <summary>Whether it was found to be wrong.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>The money when it began.</summary>
    public required Stake Stake { get; init; }

    /// <summary>Why it began, one line each.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>Puts each end to its beginning.</summary>
    /// <param name="departures">What left one account, in order.</param>
    /// <returns>What began, in order.</returns>
    public static IReadOnlyList<Occurrence> AllOf(IEnumerable<Departure> departures)
    {
        var occurrences = new List<Occurrence>();
        var begun = new Dictionary<(Subject, string), int>();
        foreach (var departure in departures)
        {
            if (departure.Kind == DepartureKind.Begins)
            {
                begun[(departure.Subject, departure.Key)] = occurrences.Count;
                occurrences.Add(Begin(departure));
            }
            else if (begun.Remove((departure.Subject, departure.Key), out var index))
            {
                occurrences[index] = occurrences[index] with
                {
                    EndedAt = departure.At,
                    EndedOn = departure.On,
                    IsWithdrawn = departure.Kind == DepartureKind.Withdrawn,
                };
            }
        }

        return occurrences;
    }

    private static Occurrence Begin(Departure departure) => new()
    {
        Subject = departure.Subject,
        Match = departure.Match,
        At = departure.At,
        On = departure.On,
        Stake = departure.Stake,
        Reasons = departure.Reasons,
    };
}
