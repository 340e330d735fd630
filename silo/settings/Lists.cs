namespace CreditRisk.Silo.Settings;

/// <summary>Settings that are lists in one text.</summary>
internal static class Lists
{
    /// <summary>Names, separated by commas.</summary>
    public static IReadOnlyList<string> Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a text is pairs: <c>name=value; name=value</c>. A value may contain further equals signs, and a name occurs once.</summary>
    public static bool ArePairs(string text)
    {
        var names = Parts(text).Select(part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? part[..at].Trim() : "").ToArray();
        return names.All(name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
    }

    /// <summary>The pairs.</summary>
    public static IReadOnlyDictionary<string, string> Pairs(string text) => Parts(text)
        .Select(part => (Part: part, At: part.IndexOf('=', StringComparison.Ordinal)))
        .ToDictionary(one => one.Part[..one.At].Trim(), one => one.Part[(one.At + 1)..].Trim(), StringComparer.Ordinal);

    /// <summary>Pairs as a text.</summary>
    public static string Text(IReadOnlyDictionary<string, string> pairs) => string.Join(';', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
