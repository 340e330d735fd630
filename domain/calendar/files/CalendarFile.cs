using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Domain.Calendar.Files;

/// <summary>Reads the file of the regions' business calendars; <c>docs/policies.md</c> describes it. Nothing is held back by a calendar yet.</summary>
public static class CalendarFile
{
    /// <summary>Reads the calendars, or tells everything that is wrong with the file.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="yaml">Its content.</param>
    public static Loaded<Regional<BusinessCalendar>> Parse(string fileName, string yaml) => RegionalFile.Read(
        new NamedText(fileName, yaml), "the calendar file", CalendarReader.Keys, (_, section, mistakes) => new CalendarReader(section, mistakes).Read());
}
