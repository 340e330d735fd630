namespace CreditRisk.Domain.Account.Codec;

/// <summary>
/// What encoding a state against an archive spares, counted in parts: an item or a credit is one, and so are eight words of the filter of business ids, which take as many bytes.
/// </summary>
/// <param name="All">What the state holds.</param>
/// <param name="InFull">What of it must be written in full.</param>
/// <param name="Archived">What the archive holds.</param>
public readonly record struct ArchiveUse(int All, int InFull, int Archived)
{
    private const int WordsPerPart = 8;

    /// <summary>The size, in parts, of items and credits together with words of the filter.</summary>
    public static int SizeOf(int parts, int words) => parts + (words / WordsPerPart);
}
