using System.Collections.Frozen;
using NodaTime;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>The time zones that NodaTime's copy of the IANA database knows.</summary>
internal static class ZoneNames
{
    /// <summary>Their ids, aliases among them.</summary>
    public static FrozenSet<string> All { get; } = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);
}
