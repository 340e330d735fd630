using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Desk;

/// <summary>A place in a list as a text for addresses, which means nothing to whoever hands it back.</summary>
internal static class DeskCursor
{
    /// <summary>The text of a place.</summary>
    public static string Of(DeskPlace place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.Value} {place.Account}")));

    /// <summary>The place of a text, or null where it is none.</summary>
    public static DeskPlace? Parse(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ');
        return parts.Length == 2 && parts[1].All(char.IsAscii) && !parts[1].Contains('\0', StringComparison.Ordinal)
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? new DeskPlace(value, parts[1])
            : null;
    }
}
