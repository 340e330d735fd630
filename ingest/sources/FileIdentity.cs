using System.Security.Cryptography;

namespace CreditRisk.Ingest.Sources;

/// <summary>Names a file by its content, so that the same events are recognised when the file was moved or renamed.</summary>
public static class FileIdentity
{
    private const int HeadBytes = 1 << 20;

    /// <summary>A short name of the content: hash of its first mebibyte and its length.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken cancellation = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        var head = new byte[(int)Math.Min(HeadBytes, file.Length) + sizeof(long)];
        await file.ReadExactlyAsync(head.AsMemory(0, head.Length - sizeof(long)), cancellation);
        BitConverter.TryWriteBytes(head.AsSpan(head.Length - sizeof(long)), file.Length);
        return Convert.ToHexStringLower(SHA256.HashData(head).AsSpan(0, 8));
    }
}
