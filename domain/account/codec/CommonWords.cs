using System.Text;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>
/// Words that most accounts share, as one object each. A table of fixed size in which the newest word takes the place of another: it saves memory and
/// promises nothing. Each thread has its own.
/// </summary>
internal static class CommonWords
{
    private const int Places = 256;
    private const int Longest = 40;

    [ThreadStatic]
    private static string?[]? _words;

    /// <summary>The word that these UTF-8 bytes spell.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var words = _words ??= new string?[Places];
        ref var word = ref words[Place(utf8)];
        if (word is null || !Ascii.Equals(utf8, word))
        {
            word = Encoding.UTF8.GetString(utf8);
        }

        return word;
    }

    private static int Place(ReadOnlySpan<byte> utf8)
    {
        var hash = 17u;
        foreach (var next in utf8)
        {
            hash = unchecked((hash * 31) + next);
        }

        return (int)(hash % Places);
    }
}
