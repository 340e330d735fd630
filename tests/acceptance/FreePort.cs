using System.Net;
using System.Net.Sockets;

namespace CreditRisk.Tests.Acceptance;

/// <summary>
/// Ports for servers that are to have the same one again when they are started anew. They lie below the ports that systems give to those who call: one of them could be taken by any connection while the server is not there.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;

    // Two runs at the same time seldom begin at the same place.
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port of this machine that nobody has, and that nobody else of this process is given.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else has it.
            }
        }
    }
}
