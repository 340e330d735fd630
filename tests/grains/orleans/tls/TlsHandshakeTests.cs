using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CreditRisk.Cluster.Tls;
using CreditRisk.Tests.Silo;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>Who gets a connection.</summary>
public sealed class TlsHandshakeTests : IDisposable
{
    private static readonly byte[] Sent = [.. Enumerable.Range(0, 1_000_000).Select(number => (byte)(number % 251))];

    private readonly TestAuthority _ours = new();
    private readonly TestAuthority _theirs = new();
    private readonly ManualTime _time = new();
    private byte[]? _received;
    private byte[]? _answered;

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_of_one_authority_talk(bool through)
    {
        var failures = await TalkAsync(Of(_ours.Issue()).Accepted(Answer), Of(_ours.Issue(through: through)).Opened(Ask));

        failures.ShouldBe((null, null));
        _received.ShouldBe(Sent);
        _answered.ShouldBe(Sent);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("expired")]
    [InlineData("not for clients")]
    [InlineData("no certificate")]
    [InlineData("no TLS")]
    public async Task A_stranger_is_refused(string what)
    {
        ConnectionDelegate stranger = what switch
        {
            "another authority" => Of(_theirs.Issue() with { Authority = _ours.Issue().Authority }).Opened(Ask),
            "expired" => Of(_ours.Issue(validDays: -1)).Opened(Ask),
            "not for clients" => Of(_ours.Issue(uses: TestAuthority.ForServers)).Opened(Ask),
            "no certificate" => AskWithoutCertificateAsync,
            _ => Ask,
        };

        var (accepting, opening) = await TalkAsync(Of(_ours.Issue()).Accepted(Answer), stranger);

        accepting.ShouldBeOfType<AuthenticationException>();
        opening.ShouldNotBeNull();
        _received.ShouldBeNull();
        _answered.ShouldBeNull();
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("expired")]
    [InlineData("not for servers")]
    [InlineData("no TLS")]
    public async Task Nothing_is_said_to_a_stranger(string what)
    {
        ConnectionDelegate stranger = what switch
        {
            "another authority" => Of(_theirs.Issue() with { Authority = _ours.Issue().Authority }).Accepted(Answer),
            "expired" => Of(_ours.Issue(validDays: -1)).Accepted(Answer),
            "not for servers" => Of(_ours.Issue(uses: TestAuthority.ForClients)).Accepted(Answer),
            _ => AnswerAtOnceAsync,
        };

        var (_, opening) = await TalkAsync(stranger, Of(_ours.Issue()).Opened(Ask));

        opening.ShouldBeOfType<AuthenticationException>();
        _received.ShouldBeNull();
    }

    [Fact]
    public async Task Who_says_nothing_is_not_waited_for()
    {
        var wire = new Wire();
        var accepting = Wire.RunAsync(wire.Accepted, Of(_ours.Issue()).Accepted(Answer));

        _time.Advance(TimeSpan.FromSeconds(5));

        (await accepting).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_at_the_next_connection()
    {
        var files = _ours.Issue();
        var member = Of(files);
        (await ShownByAsync(member)).ShouldBe("CN=member 1");
        var renewed = _ours.Issue();

        File.Copy(renewed.Certificate, files.Certificate, overwrite: true);
        (await ShownByAsync(member)).ShouldBe("CN=member 1", "the key does not fit yet");
        File.Copy(renewed.Key, files.Key, overwrite: true);

        (await ShownByAsync(member)).ShouldBe("CN=member 2");
    }

    [Theory]
    [InlineData("root", true)]
    [InlineData("another root", false)]
    public async Task While_one_authority_follows_another_both_are_trusted(string name, bool identifiesKeys)
    {
        using var first = new TestAuthority(identifiesKeys: identifiesKeys);
        using var second = new TestAuthority(name, identifiesKeys);
        var (before, after) = (first.Issue(), second.Issue());
        File.WriteAllText(before.Authority, first.RootPem + "\n" + second.RootPem);
        File.Copy(before.Authority, after.Authority, overwrite: true);

        (await TalkAsync(Of(before).Accepted(Answer), Of(after).Opened(Ask))).ShouldBe((null, null));
        (await TalkAsync(Of(after).Accepted(Answer), Of(before).Opened(Ask))).ShouldBe((null, null));
    }

    private static async Task<(Exception? Accepting, Exception? Opening)> TalkAsync(ConnectionDelegate accepting, ConnectionDelegate opening)
    {
        var wire = new Wire();
        var (accepted, opened) = (Wire.RunAsync(wire.Accepted, accepting), Wire.RunAsync(wire.Opened, opening));
        return (await accepted, await opened);
    }

    private static async Task AskWithoutCertificateAsync(ConnectionContext connection)
    {
        using var stream = WithoutCertificate(connection.Transport);
        await stream.AuthenticateAsClientAsync("");
        // A client learns with the first read that it was refused.
        (await stream.ReadAsync(new byte[1])).ShouldBe(1);
    }

    private static SslStream WithoutCertificate(IDuplexPipe transport) => new(new TransportStream(transport), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);

    private static async Task AnswerAtOnceAsync(ConnectionContext connection) => await connection.Transport.Output.WriteAsync("welcome, whoever you are"u8.ToArray());

    private static async Task<byte[]> ReceivedAsync(PipeReader input)
    {
        var result = await input.ReadAtLeastAsync(Sent.Length);
        var received = System.Buffers.BuffersExtensions.ToArray(result.Buffer);
        input.AdvanceTo(result.Buffer.End);
        received.Length.ShouldBe(Sent.Length, "the connection has ended before");
        return received;
    }

    private TlsHandshake Of(TlsFiles files) => new(new CurrentIdentity(files), _time, NullLogger<TlsHandshake>.Instance);

    private async Task Ask(ConnectionContext connection)
    {
        await connection.Transport.Output.WriteAsync(Sent);
        _answered = await ReceivedAsync(connection.Transport.Input);
    }

    private async Task Answer(ConnectionContext connection)
    {
        _received = await ReceivedAsync(connection.Transport.Input);
        await connection.Transport.Output.WriteAsync(_received);
    }

    private async Task<string> ShownByAsync(TlsHandshake member)
    {
        string shown = "";
        await TalkAsync(member.Accepted(_ => Task.CompletedTask), async connection =>
        {
            using var stream = WithoutCertificate(connection.Transport);
            await stream.AuthenticateAsClientAsync("");
            shown = ((X509Certificate2)stream.RemoteCertificate!).Subject;
        });
        return shown;
    }
}
