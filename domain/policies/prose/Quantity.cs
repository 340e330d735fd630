namespace CreditRisk.Domain.Policies.Prose;

/// <summary>Numbers with what they count.</summary>
internal static class Quantity
{
    /// <summary>A number and a word, in the plural unless it is 1.</summary>
    public static string Of(int number, string word) => number == 1 ? $"1 {word}" : $"{number} {word}s";
}
