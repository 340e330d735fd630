using System.Globalization;
using CreditRisk.Tests.Acceptance;

namespace CreditRisk.Tests.Chaos;

/// <summary>Where a silo of a test's cluster is found.</summary>
internal static class ClusterPlace
{
    /// <summary>Settings of one silo.</summary>
    public static (string Setting, string Value)[] Settings()
    {
        var (silo, gateway) = (Port(), Port());
        // Small times: the dead are known to be so, and what was sent to them is sent again, within seconds.
        return
        [
            ("CLUSTER__CLUSTERING", "postgres"), ("CLUSTER__ADDRESS", "127.0.0.1"), ("CLUSTER__SILOPORT", silo), ("CLUSTER__GATEWAYPORT", gateway),
            ("CLUSTER__PROBESECONDS", "1"), ("CLUSTER__RESPONSETIMEOUTSECONDS", "5"), ("CLUSTER__SILENCESECONDS", "5"),
            // Three silos would have read everything during the first fault.
            ("KAFKA__MAXINFLIGHTRECORDS", "30"),
        ];
    }

    // A silo that is started again must have the place it had.
    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}
