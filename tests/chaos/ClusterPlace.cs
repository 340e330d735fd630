using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CreditRisk.Tests.Chaos;

/// <summary>Where a silo of a test's cluster is found.</summary>
internal static class ClusterPlace
{
    private const int FirstPort = 20_000;
    private const int Ports = 10_000;

    // Two runs at the same time seldom begin at the same place.
    private static int _ports = Random.Shared.Next(Ports);

    /// <summary>Settings of one silo.</summary>
    public static (string Setting, string Value)[] Settings()
    {
        var (silo, gateway) = (FreePort(), FreePort());
        // Small times: the dead are known to be so, and what was sent to them is sent again, within seconds.
        return
        [
            ("CLUSTER__CLUSTERING", "postgres"), ("CLUSTER__ADDRESS", "127.0.0.1"), ("CLUSTER__SILOPORT", silo), ("CLUSTER__GATEWAYPORT", gateway),
            ("CLUSTER__PROBESECONDS", "1"), ("CLUSTER__RESPONSETIMEOUTSECONDS", "5"), ("CLUSTER__SILENCESECONDS", "5"),
            // Three silos would have read everything during the first fault.
            ("KAFKA__MAXINFLIGHTRECORDS", "30"),
        ];
    }

    // A silo that is started again must have the place it had. Below the ports that systems give to those who call: one of them could be taken by any connection while the silo is not there.
    private static string FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref _ports) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port.ToString(CultureInfo.InvariantCulture);
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }
    }
}
