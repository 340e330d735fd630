namespace CreditRisk.Silo.Letters;

/// <summary>Which dead letters are to be taken in again.</summary>
/// <param name="Ids">Their numbers, 1 to <see cref="MostAtOnce"/>; whether they are open or not.</param>
public sealed record LetterSelection(IReadOnlyList<long>? Ids)
{
    /// <summary>The most that are taken in at once.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Mistake() => Ids is { Count: >= 1 and <= MostAtOnce } ? null : $"ids must be 1 to {MostAtOnce} numbers of dead letters";
}
