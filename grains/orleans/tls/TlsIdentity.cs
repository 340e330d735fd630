using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CreditRisk.Cluster.Tls;

/// <summary>Who a member is and whom it trusts.</summary>
/// <param name="certificate">Its certificate with the key.</param>
/// <param name="between">Those between that and the authority.</param>
/// <param name="roots">The authority.</param>
internal sealed class TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection roots)
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    // The extended key usages of RFC 5280.
    private static readonly Oid OfServers = new("1.3.6.1.5.5.7.3.1", "server");
    private static readonly Oid OfClients = new("1.3.6.1.5.5.7.3.2", "client");

    private readonly SslStreamCertificateContext _shown = SslStreamCertificateContext.Create(certificate, between, offline: true);

    /// <summary>How it takes a connection. None is resumed, so that each shows a certificate that is valid now.</summary>
    public SslServerAuthenticationOptions AsServer() => new()
    {
        ServerCertificateContext = _shown,
        ClientCertificateRequired = true,
        CertificateChainPolicy = Trusting(OfClients),
        RemoteCertificateValidationCallback = IsTrusted,
        EnabledSslProtocols = Protocols,
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    /// <summary>How it opens a connection.</summary>
    public SslClientAuthenticationOptions AsClient() => new()
    {
        // Members find each other by addresses in a table, which certificates do not name.
        TargetHost = "",
        ClientCertificateContext = _shown,
        CertificateChainPolicy = Trusting(OfServers),
        RemoteCertificateValidationCallback = IsTrusted,
        EnabledSslProtocols = Protocols,
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    /// <summary>What is wrong with the certificate at a time.</summary>
    public IEnumerable<string> Mistakes(DateTimeOffset now)
    {
        if (now > new DateTimeOffset(certificate.NotAfter))
        {
            return [$"has expired at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm}Z"];
        }

        if (now < new DateTimeOffset(certificate.NotBefore))
        {
            return [$"is valid only from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm}Z on"];
        }

        return new[] { OfServers, OfClients }.Select(use => Distrust(use, now)).OfType<string>();
    }

    private string? Distrust(Oid use, DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = Trusting(use) };
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate) ? null : $"would not be trusted as that of a {use.FriendlyName}: {string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct(StringComparer.Ordinal))}";
    }

    // Nobody is asked over the network: a cluster must be able to start without it. Who is not to be trusted any more gets no further certificate.
    private X509ChainPolicy Trusting(Oid use)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(use);
        return policy;
    }

    // All is required of the certificate but a name: that of the authority, which issues to members only, says enough.
    private static bool IsTrusted(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors) =>
        shown is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
}
