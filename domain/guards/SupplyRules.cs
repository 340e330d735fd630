using CreditRisk.Domain.Calendar;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Domain.Guards;

/// <summary>What regions have of their own that restrictions must heed. Immutable.</summary>
/// <param name="Calendars">When nobody is cut; null where no calendar is known and every instant is as good.</param>
/// <param name="Floors">What the law asks for; null where no law is known.</param>
public sealed record SupplyRules(Regional<BusinessCalendar>? Calendars, Regional<LegalFloors>? Floors)
{
    /// <summary>No calendars and no law.</summary>
    public static readonly SupplyRules None = new(null, null);
}
