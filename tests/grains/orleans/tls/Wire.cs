using System.IO.Pipelines;
using CreditRisk.Cluster.Tls;
using Microsoft.AspNetCore.Connections;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>A connection within this process: what one end writes the other reads.</summary>
internal sealed class Wire
{
    public Wire()
    {
        var (there, back) = (new Pipe(), new Pipe());
        Opened = new DefaultConnectionContext("opened", new DuplexPipe(back.Reader, there.Writer), null!);
        Accepted = new DefaultConnectionContext("accepted", new DuplexPipe(there.Reader, back.Writer), null!);
    }

    /// <summary>The end of who has opened it.</summary>
    public ConnectionContext Opened { get; }

    /// <summary>The other end.</summary>
    public ConnectionContext Accepted { get; }

    /// <summary>Runs an end, and closes it as its owner does; the failure that it ended with, or null.</summary>
    public static async Task<Exception?> RunAsync(ConnectionContext end, ConnectionDelegate connection)
    {
        try
        {
            await connection(end);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
        finally
        {
            await end.Transport.Output.CompleteAsync();
            await end.Transport.Input.CompleteAsync();
        }
    }
}
