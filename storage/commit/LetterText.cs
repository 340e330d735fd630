using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CreditRisk.Storage.Commit;

/// <summary>
/// Texts of dead letters quote what was refused, so anything can be in them: half of a character, which has no bytes, and U+0000, which ends a text for half of the programs that would
/// read it. The record's bytes are kept as they came.
/// </summary>
internal static class LetterText
{
    /// <summary>The text as it is stored.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
