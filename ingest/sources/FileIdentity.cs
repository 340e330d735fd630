using System.Security.Cryptography;

namespace CreditRisk.Ingest.Sources;

/// <summary>Names a file by its content, so that the same events are recognised when the file was moved or renamed.</summary>
public static class FileIdentity
{
    private const int BufferBytes = 1 << 17;

    /// <summary>
    /// A short name of the content: a hash of all of it. A part would not do: of an export that was corrected far behind its beginning, all lines would be passed over as taken in before.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken cancellation = default)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var hash = await SHA256.HashDataAsync(file, cancellation);
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
