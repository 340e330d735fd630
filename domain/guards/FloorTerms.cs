using System.Collections.Immutable;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Domain.Guards;

/// <summary>For whom the law sets different times.</summary>
public enum CustomerKind : byte
{
    /// <summary>A household.</summary>
    Household = 0,

    /// <summary>Any other customer.</summary>
    Other = 1,
}

/// <summary>What must have gone before the supply of a customer is stopped.</summary>
/// <param name="Days">Least days from the day on which the demand was served to the day of the stop, 0-366.</param>
/// <param name="AgainMinutes">How long before the stop he is told once more, minutes, 0-1,440; 0 for not at all.</param>
public readonly record struct DemandFloor(int Days, int AgainMinutes);

/// <summary>What legal floors are made of.</summary>
public sealed record FloorTerms
{
    /// <summary>The most days of any floor.</summary>
    public const int MostDays = 366;

    /// <summary>The longest time between the last word and the stop, minutes.</summary>
    public const int MostAgainMinutes = 1_440;

    /// <summary>The longest time to restore, hours.</summary>
    public const int MostRestoreHours = 720;

    // The parts as the files call them.
    internal const string DaysOverduePart = "daysOverdue", HouseholdPart = "household", OtherPart = "other", RestoreHoursPart = "restoreHours",
        ImportantPart = "important", HazardousPart = "hazardous", VulnerablePart = "vulnerable";

    /// <summary>The jurisdiction's name, which messages say.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Segments of households, as accounts name them. A customer who is of no segment that is known to be one or not counts as whichever is held back longer.</summary>
    public ImmutableArray<string> Households { get; init; } = [];

    /// <summary>Segments that are no households.</summary>
    public ImmutableArray<string> Others { get; init; } = [];

    /// <summary>Segments that the law says nothing of, such as trade on open account.</summary>
    public ImmutableArray<string> Exempt { get; init; } = [];

    /// <summary>Least days past due on which the supply may be stopped, 0-366. <c>more than 30 days</c> is 31.</summary>
    public required int DaysOverdue { get; init; }

    /// <summary>The demand to a household.</summary>
    public required DemandFloor Household { get; init; }

    /// <summary>The demand to any other customer.</summary>
    public required DemandFloor Other { get; init; }

    /// <summary>Most hours from the payment to the supply's being restored, 1-720.</summary>
    public required int RestoreHours { get; init; }

    /// <summary>For important customers: at least an approver, and a copy to the authority.</summary>
    public required ProtectionFloor Important { get; init; }

    /// <summary>For those whom a cut endangers: at least the safety load.</summary>
    public required ProtectionFloor Hazardous { get; init; }

    /// <summary>For vulnerable households: at least an approver who is a second person.</summary>
    public required ProtectionFloor Vulnerable { get; init; }

    /// <summary>Why there are no such floors; nothing where there are.</summary>
    internal IEnumerable<Flaw> Flaws()
    {
        (string Part, string Name, int Value, int Least, int Most)[] ranges =
        [
            (DaysOverduePart, "days overdue", DaysOverdue, 0, MostDays),
            (HouseholdPart, "days of the demand", Household.Days, 0, MostDays), (HouseholdPart, "minutes before", Household.AgainMinutes, 0, MostAgainMinutes),
            (OtherPart, "days of the demand", Other.Days, 0, MostDays), (OtherPart, "minutes before", Other.AgainMinutes, 0, MostAgainMinutes),
            (RestoreHoursPart, "hours to restore", RestoreHours, 1, MostRestoreHours),
        ];
        (string Part, bool IsWrong, string Message)[] rules =
        [
            (ImportantPart, string.IsNullOrWhiteSpace(Important.Approver) || !Important.CopyToAuthority, "important customers need an approver, and the authority a copy"),
            (HazardousPart, !Hazardous.SafetyLoad, "those whom a cut endangers keep their safety load"),
            (VulnerablePart, !Vulnerable.SecondPerson, "vulnerable households are never restricted without a second person"),
            .. new[] { (ImportantPart, Important), (HazardousPart, Hazardous), (VulnerablePart, Vulnerable) }
                .Select(entry => (entry.Item1, entry.Item2.SecondPerson && string.IsNullOrWhiteSpace(entry.Item2.Approver), "a second person needs an approver, who is that person")),
        ];
        return ranges.Where(range => range.Value < range.Least || range.Value > range.Most)
            .Select(range => Flaw.Of(range.Part, $"{range.Name} must be from {range.Least} to {range.Most}, not {range.Value}"))
            .Concat(rules.Where(rule => rule.IsWrong).Select(rule => Flaw.Of(rule.Part, rule.Message)));
    }
}
