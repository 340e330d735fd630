using CreditRisk.Domain.Events;
using CreditRisk.Domain.Guards;
using CreditRisk.Domain.Ladder;
using CreditRisk.Tests.Specs.Reading;

namespace CreditRisk.Tests.Specs.Tables;

/// <summary>Tables about legal floors.</summary>
internal static class FloorTables
{
    private const string Nothing = "nothing";

    /// <summary>Where a policy has the supply stopped earlier than the law allows.</summary>
    public static IEnumerable<string> Undercuts(SpecRow row)
    {
        var undercuts = Floors(row).Against(SpecRules.Policy(row, row.Cell("policy"))).Select(undercut => $"{undercut.Stage.Name()}: {Words(undercut)}").Distinct().ToArray();
        return Cells.Differences(row, ("undercuts", undercuts.Length == 0 ? Nothing : string.Join("; ", undercuts)));
    }

    /// <summary>The days that must have gone before a stop, and the time to restore.</summary>
    public static IEnumerable<string> Times(SpecRow row)
    {
        var floors = Floors(row);
        var demand = floors.Demand(Cells.Word<CustomerKind>(row, "customer"));
        return Cells.Differences(
            row,
            ("days overdue", $"{floors.Terms.DaysOverdue}"), ("days after the demand", $"{demand.Days}"), ("told again, minutes before", $"{demand.AgainMinutes}"),
            ("restored within hours", $"{floors.Terms.RestoreHours}"));
    }

    /// <summary>What a protection class asks for.</summary>
    public static IEnumerable<string> Protection(SpecRow row)
    {
        var asked = Floors(row).Of(Cells.Word<Protection>(row, "protection"));
        string[] words =
        [
            .. asked.Approver is { } approver ? [$"approval of {approver}"] : Array.Empty<string>(),
            .. asked.SecondPerson ? ["second person"] : Array.Empty<string>(),
            .. asked.CopyToAuthority ? ["copy to the authority"] : Array.Empty<string>(),
            .. asked.SafetyLoad ? ["safety load"] : Array.Empty<string>(),
        ];
        return Cells.Differences(row, ("asks for", words.Length == 0 ? Nothing : string.Join(", ", words)));
    }

    private static LegalFloors Floors(SpecRow row) => SpecRules.Floors(row).Of(Cells.Region(row));

    private static string Words(Undercut undercut) => (undercut.Floor, undercut.Kind) switch
    {
        (Floor.DaysOverdue, _) => "days overdue",
        (_, CustomerKind.Household) => "demand to a household",
        _ => "demand to others",
    };
}
