using System.Collections.Immutable;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Domain.Guards.Files;

/// <summary>Reads the file of the legal floors; <c>docs/policies.md</c> describes it.</summary>
public static class FloorsFile
{
    private static readonly string[] Keys = ["households", "others", "exempt", FloorTerms.DaysOverduePart, "demand", FloorTerms.RestoreHoursPart, "protection"];
    private static readonly string[] KindKeys = [FloorTerms.HouseholdPart, FloorTerms.OtherPart];
    private static readonly string[] DemandKeys = ["days", "againMinutes"];
    private static readonly string[] ProtectionKeys = [FloorTerms.ImportantPart, FloorTerms.HazardousPart, FloorTerms.VulnerablePart];
    private static readonly string[] ClassKeys = ["approver", "secondPerson", "copyToAuthority", "safetyLoad"];
    private static readonly string[] Truth = ["false", "true"];

    /// <summary>Reads the floors, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    public static Loaded<Regional<LegalFloors>> Parse(string fileName, string yaml) =>
        RegionalFile.Read(new NamedText(fileName, yaml), "the floors file", Keys, Read);

    private static LegalFloors? Read(string region, Section section, MistakeList mistakes)
    {
        var before = mistakes.Count;
        section.Require("demand");
        section.Require("protection");
        var (demand, protection) = (section.Open("demand", KindKeys), section.Open("protection", ProtectionKeys));
        var terms = new FloorTerms
        {
            Jurisdiction = region,
            Households = Segments(section, Keys[0], mistakes),
            Others = Segments(section, Keys[1], mistakes),
            Exempt = Segments(section, Keys[2], mistakes),
            DaysOverdue = section.Whole(FloorTerms.DaysOverduePart, 0, FloorTerms.MostDays),
            Household = Demand(demand, FloorTerms.HouseholdPart),
            Other = Demand(demand, FloorTerms.OtherPart),
            RestoreHours = section.Whole(FloorTerms.RestoreHoursPart, 1, FloorTerms.MostRestoreHours),
            Important = Class(protection, FloorTerms.ImportantPart, mistakes),
            Hazardous = Class(protection, FloorTerms.HazardousPart, mistakes),
            Vulnerable = Class(protection, FloorTerms.VulnerablePart, mistakes),
        };
        if (mistakes.Count > before)
        {
            return null;
        }

        // Ranges are told where the numbers are read, so that what is left is about protection.
        foreach (var flaw in terms.Flaws())
        {
            mistakes.Add(protection!.Find(flaw.Part)!.At, flaw.Message);
        }

        return mistakes.Count == before ? new LegalFloors(terms) : null;
    }

    private static ImmutableArray<string> Segments(Section section, string key, MistakeList mistakes) =>
        section.List(key) is { } nodes ? [.. nodes.Select(node => Values.Text(node, "a segment", Values.MostText, mistakes))] : [];

    private static DemandFloor Demand(Section? demand, string kind)
    {
        demand?.Require(kind);
        return demand?.Open(kind, DemandKeys) is { } floor
            ? new DemandFloor(floor.Whole(DemandKeys[0], 0, FloorTerms.MostDays), floor.Whole(DemandKeys[1], 0, FloorTerms.MostAgainMinutes, fallback: 0))
            : default;
    }

    private static ProtectionFloor Class(Section? protection, string name, MistakeList mistakes)
    {
        protection?.Require(name);
        return protection?.Open(name, ClassKeys) is not { } section ? ProtectionFloor.None : new ProtectionFloor
        {
            Approver = section.Find(ClassKeys[0]) is null ? null : section.Name(ClassKeys[0]),
            SecondPerson = IsTrue(ClassKeys[1]),
            CopyToAuthority = IsTrue(ClassKeys[2]),
            SafetyLoad = IsTrue(ClassKeys[3]),
        };

        bool IsTrue(string key) => section.Find(key) is { } node && Values.Word(node, $"value of '{key}'", Truth, mistakes) == 1;
    }
}
