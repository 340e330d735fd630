using CreditRisk.Domain.Events;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>The place of a statement in business order: of two statements of one thing the later one holds, in whatever order they arrive.</summary>
/// <param name="Time">When it was stated in the business.</param>
/// <param name="Source">Who stated it.</param>
/// <param name="Id">The event's id.</param>
public sealed record Stamp(Instant Time, string Source, string Id)
{
    /// <summary>The stamp of an event.</summary>
    public static Stamp Of(in EventHeader header) => new(header.Time, header.Source, header.Id);

    /// <summary>Whether this stands after the other in business order: (time, source, id).</summary>
    public bool IsAfter(Stamp? other)
    {
        if (other is null)
        {
            return true;
        }

        var order = Time.CompareTo(other.Time);
        if (order == 0)
        {
            order = string.CompareOrdinal(Source, other.Source);
        }

        return (order != 0 ? order : string.CompareOrdinal(Id, other.Id)) > 0;
    }
}
