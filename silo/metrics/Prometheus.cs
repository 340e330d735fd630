using System.Globalization;
using System.Text;

namespace CreditRisk.Silo.Metrics;

/// <summary>Writes names, labels and numbers as Prometheus' text format 0.0.4 has them.</summary>
internal static class Prometheus
{
    // Up to here every whole number has a double of its own.
    private const double MostWhole = 1L << 53;

    /// <summary>A metric's name: letters, digits, underscores and colons, no digit first; anything else becomes an underscore.</summary>
    public static string Name(string name) => Clean(name, ":");

    /// <summary>Tags as labels in the order of their names, without the braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var sorted = tags.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(Clean(name, "")).Append("=\"");
            text.Append(LabelValue(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.ToString();
    }

    /// <summary>A label's value between its quotes.</summary>
    public static string LabelValue(string value) => Help(value).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A help text, on one line.</summary>
    public static string Help(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>A number, whole ones without a fraction or an exponent.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : Math.Abs(value) <= MostWhole && Math.Floor(value).Equals(value) ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Clean(string name, string others)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            var isAllowed = char.IsAsciiLetter(letter) || letter == '_' || others.Contains(letter, StringComparison.Ordinal) || (char.IsAsciiDigit(letter) && text.Length > 0);
            text.Append(isAllowed ? letter : '_');
        }

        return text.Length == 0 ? "_" : text.ToString();
    }
}
