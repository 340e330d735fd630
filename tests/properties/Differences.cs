namespace CreditRisk.Tests.Properties;

/// <summary>Where two lists first differ: whole lists are too long to be read.</summary>
internal static class Differences
{
    /// <summary>The first difference, or null.</summary>
    public static string? First(IReadOnlyList<string> actual, IReadOnlyList<string> expected)
    {
        for (var i = 0; i < Math.Max(actual.Count, expected.Count); i++)
        {
            var (found, wanted) = (i < actual.Count ? actual[i] : "nothing", i < expected.Count ? expected[i] : "nothing");
            if (found != wanted)
            {
                return $"number {i + 1} of {expected.Count}:{Environment.NewLine}  expected {wanted}{Environment.NewLine}  found    {found}";
            }
        }

        return null;
    }
}
