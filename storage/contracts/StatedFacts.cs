namespace CreditRisk.Storage.Contracts;

/// <summary>How a store knows what the records of an account state: the first ones are looked through, those after them have an index.</summary>
internal static class StatedFacts
{
    /// <summary>How many records of an account are not in the index; the stores' schemas repeat it.</summary>
    public const int WithoutIndex = 128;

    /// <summary>Whether one of the records without index may state a fact: also where some of them are gone.</summary>
    /// <param name="reader">The store.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="factHash">Stable hash of the fact.</param>
    public static bool AmongFirst(IAccountReader reader, string accountId, ulong factHash)
    {
        var first = reader.HistoryBefore(accountId, WithoutIndex + 1, WithoutIndex);
        return first is not [.., { Sequence: 1 }] || first.Any(record => record.FactHash == factHash);
    }
}
