using System.Text.Json.Serialization;
using CreditRisk.Silo.Api.Intake;

namespace CreditRisk.Silo.Commands;

/// <summary>An event that the receiver refused.</summary>
/// <param name="Id">The event's id, or null where the receiver could not read it.</param>
/// <param name="Reason">The stable code of why, or null where the receiver gave none.</param>
/// <param name="Message">Why, for a person, or null.</param>
public sealed record RefusedEvent(string? Id, string? Reason, string? Message)
{
    /// <summary>The refusal in one line.</summary>
    public override string ToString() => $"{Id ?? "(no id)"}: {Reason ?? "no reason given"}{(Message is null ? "" : $": {Message}")}";
}

/// <summary>What a receiver answered to the events that it was sent: each is counted once.</summary>
/// <param name="Accepted">Part of their accounts.</param>
/// <param name="Duplicates">Applied before, be it by an earlier attempt of this sender.</param>
/// <param name="Refused">Kept by the receiver as dead letters.</param>
/// <param name="RefusedByReason">The refused ones by the stable code of why.</param>
/// <param name="FirstRefusal">The refused one that was sent first, or null where none was refused.</param>
public sealed record Delivery(
    long Accepted, long Duplicates, long Refused, IReadOnlyDictionary<string, long> RefusedByReason, RefusedEvent? FirstRefusal)
{
    /// <summary>What was answered before anything was sent.</summary>
    public static Delivery None { get; } = new(0, 0, 0, new SortedDictionary<string, long>(StringComparer.Ordinal), null);

    /// <summary>How many events were answered.</summary>
    [JsonIgnore]
    public long Events => Accepted + Duplicates + Refused;

    /// <summary>With the answer to events that were sent later.</summary>
    /// <exception cref="InvalidDataException">The answer has an outcome that there is none of.</exception>
    internal Delivery Plus(IngestAnswer answer)
    {
        var byReason = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, events) in RefusedByReason)
        {
            byReason[reason] = events;
        }

        var sum = this with { RefusedByReason = byReason };
        foreach (var (_, id, outcome, reason, message) in answer.Events)
        {
            switch (outcome)
            {
                case "accepted":
                    sum = sum with { Accepted = sum.Accepted + 1 };
                    break;
                case "duplicate":
                    sum = sum with { Duplicates = sum.Duplicates + 1 };
                    break;
                case "refused":
                    byReason[reason ?? ""] = byReason.GetValueOrDefault(reason ?? "") + 1;
                    sum = sum with { Refused = sum.Refused + 1, FirstRefusal = sum.FirstRefusal ?? new RefusedEvent(id, reason, message) };
                    break;
                default:
                    throw new InvalidDataException($"the receiver answered '{outcome}' to the event {id}, which this program does not know");
            }
        }

        return sum;
    }

    /// <summary>The counts in one line.</summary>
    public override string ToString()
    {
        var reasons = RefusedByReason.Count == 0 ? "" : $" ({string.Join(", ", RefusedByReason.Select(reason => FormattableString.Invariant($"{reason.Value:N0} {reason.Key}")))})";
        return FormattableString.Invariant($"{Accepted:N0} accepted, {Duplicates:N0} duplicates, {Refused:N0} refused{reasons}");
    }
}
