using System.Text.Json;

namespace CreditRisk.Silo.Views;

/// <summary>Values of enumerations as they are shown.</summary>
internal static class Words
{
    /// <summary>The value in small letters, its words joined by hyphens.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
