using System.IO.Pipelines;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Cluster.Tls;

/// <summary>Has connections begin with a TLS handshake, and go on through TLS if both sides trust each other; else they end.</summary>
/// <param name="identity">Who this member is.</param>
/// <param name="clock">Measures how long it takes.</param>
/// <param name="logger">Is told who was refused.</param>
internal sealed class TlsHandshake(CurrentIdentity identity, TimeProvider clock, ILogger<TlsHandshake> logger)
{
    /// <summary>The name of the log's event of a connection that was refused.</summary>
    public const string Failed = "HandshakeFailed";

    // As long as Orleans waits for a connection.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int TlsRecord = 16 * 1024;

    private static readonly Action<ILogger, string?, string, Exception?> LogRefused = LoggerMessage.Define<string?, string>(
        LogLevel.Warning, new EventId(1, Failed), "No connection with {Peer}, since the TLS handshake failed: {Problem}");

    /// <summary>For connections that others have opened.</summary>
    public ConnectionDelegate Accepted(ConnectionDelegate next) => connection =>
        RunAsync(connection, next, (stream, patience) => stream.AuthenticateAsServerAsync(identity.Now(logger).AsServer(), patience));

    /// <summary>For connections that this member has opened.</summary>
    public ConnectionDelegate Opened(ConnectionDelegate next) => connection =>
        RunAsync(connection, next, (stream, patience) => stream.AuthenticateAsClientAsync(identity.Now(logger).AsClient(), patience));

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next, Func<SslStream, CancellationToken, Task> shakeHandsAsync)
    {
        var plain = connection.Transport;
        await using var stream = new SslStream(new TransportStream(plain));
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            await shakeHandsAsync(stream, patience.Token);
        }
        catch (Exception failure)
        {
            LogRefused(logger, connection.RemoteEndPoint?.ToString(), failure is OperationCanceledException ? $"it took more than {Patience.TotalSeconds} s" : failure.Message, null);
            throw;
        }

        connection.Transport = new DuplexPipe(
            PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: TlsRecord, leaveOpen: true)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: TlsRecord, leaveOpen: true)));
        try
        {
            await next(connection);
        }
        finally
        {
            // It is for who made it to close it.
            connection.Transport = plain;
        }
    }
}
