using System.Security.Cryptography;
using System.Text;

namespace CreditRisk.Silo.Api.Access;

/// <summary>The key that callers of the API present. Only its hash is kept, so that no log, dump or text form can show it.</summary>
public sealed class ApiKey
{
    /// <summary>What a key may be.</summary>
    public const string Form = "16 to 256 printable ASCII characters without spaces";

    private readonly byte[] _hash;

    private ApiKey(byte[] hash) => _hash = hash;

    /// <summary>Makes a key of a text.</summary>
    /// <returns>Whether the text may be a key: see <see cref="Form"/>.</returns>
    public static bool TryCreate(string text, out ApiKey? key)
    {
        key = text.Length is >= 16 and <= 256 && text.All(letter => letter is > ' ' and <= '~') ? new ApiKey(Hash(text)) : null;
        return key is not null;
    }

    /// <summary>Whether a text is the key. How long that takes tells nothing of the key: hashes are compared, and all of them.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(Hash(text), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
