using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CreditRisk.Cluster.Tls;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>An authority that issues certificates into files of its own, which are gone when it is disposed of.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ForServers = "1.3.6.1.5.5.7.3.1";
    public const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly bool _identifiesKeys;
    private readonly string _directory = Directory.CreateTempSubdirectory("creditrisk-tls-").FullName;
    private readonly X509Certificate2 _root;
    private int _issued;

    /// <param name="name">Its name; several may have one, as an impostor would.</param>
    /// <param name="identifiesKeys">Whether certificates say by which key they are signed, and not only by whose.</param>
    public TestAuthority(string name = "root", bool identifiesKeys = false)
    {
        _identifiesKeys = identifiesKeys;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _root = AuthorityRequest(name, key).CreateSelfSigned(Now.AddDays(-10), Now.AddDays(100));
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string RootPem => _root.ExportCertificatePem();

    /// <summary>A member's files.</summary>
    /// <param name="validDays">How long it is valid.</param>
    /// <param name="through">Issued by an authority that this one has made one.</param>
    /// <param name="uses">What it is for; both if none is named.</param>
    public TlsFiles Issue(int validDays = 10, bool through = false, params string[] uses)
    {
        if (!through)
        {
            return Issue(_root, "", validDays, uses);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = AuthorityRequest("between", key).Create(_root, Now.AddDays(-9), Now.AddDays(99), Serial());
        using var between = issued.CopyWithPrivateKey(key);
        return Issue(between, between.ExportCertificatePem(), validDays, uses);
    }

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);

    private TlsFiles Issue(X509Certificate2 issuer, string between, int validDays, string[] uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=member {++_issued}", key, HashAlgorithmName.SHA256);
        var oids = new OidCollection();
        Array.ForEach(uses is [] ? [ForServers, ForClients] : uses, use => oids.Add(new Oid(use)));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(oids, critical: false));
        if (_identifiesKeys)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        }

        using var certificate = request.Create(issuer, Now.AddDays(-8), Now.AddDays(validDays), Serial());
        return new TlsFiles(
            Written($"{_issued}.crt", certificate.ExportCertificatePem() + "\n" + between), Written($"{_issued}.key", key.ExportPkcs8PrivateKeyPem()), Written("root.crt", RootPem));
    }

    private string Written(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
