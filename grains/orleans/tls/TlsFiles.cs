using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CreditRisk.Cluster.Tls;

/// <summary>
/// The files, in PEM, by which a member of a cluster shows who it is and knows the others. The certificate is used in both directions: where it limits its use, it must allow that of servers and of clients.
/// </summary>
/// <param name="Certificate">Path of the member's certificate, followed by those between it and the authority if there are any.</param>
/// <param name="Key">Path of its private key, not encrypted.</param>
/// <param name="Authority">Path of the certificate of the authority that issues those of all members, or of two while one follows the other; roots only.</param>
public sealed record TlsFiles(string Certificate, string Key, string Authority)
{
    /// <summary>What is wrong with the files, one line each.</summary>
    /// <param name="now">The time at which the certificate is to be valid.</param>
    public IEnumerable<string> Mistakes(DateTimeOffset now)
    {
        try
        {
            return Identity(Texts()).Mistakes(now).Select(mistake => $"'{Certificate}' {mistake}");
        }
        catch (InvalidDataException failure)
        {
            return [failure.Message];
        }
    }

    /// <summary>What the files hold.</summary>
    /// <exception cref="InvalidDataException">One cannot be read.</exception>
    internal TlsTexts Texts() => new(Text(Certificate), Text(Key), Text(Authority));

    /// <summary>What that means.</summary>
    /// <exception cref="InvalidDataException">One does not hold what it should, or the key does not fit.</exception>
    internal TlsIdentity Identity(TlsTexts texts)
    {
        var chain = Certificates(Certificate, texts.Certificate);
        var roots = Certificates(Authority, texts.Authority);
        try
        {
            return new TlsIdentity(X509Certificate2.CreateFromPem(texts.Certificate, texts.Key), [.. chain.Skip(1)], roots);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new InvalidDataException($"'{Key}' is not the private key of '{Certificate}', or has a password: {failure.Message}", failure);
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' cannot be read: {failure.Message}", failure);
        }
    }

    private static X509Certificate2Collection Certificates(string path, string text)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text);
        }
        catch (CryptographicException failure)
        {
            throw new InvalidDataException($"'{path}' holds a certificate that cannot be read: {failure.Message}", failure);
        }

        return found.Count > 0 ? found : throw new InvalidDataException($"'{path}' holds no certificate in PEM");
    }
}

/// <summary>What the files hold.</summary>
internal sealed record TlsTexts(string Certificate, string Key, string Authority);
