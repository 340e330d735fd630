using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Rebuild;

/// <summary>The records for which accounts were quarantined. An account has digested everything once each of them stands in its history after all.</summary>
internal sealed class UndigestedLetters
{
    private const int Page = 1000;

    // The hash of (source, id), or null where the bytes cannot be read: then nobody knows whether it came again.
    private readonly ILookup<string, ulong?> _byAccount;

    private UndigestedLetters(ILookup<string, ulong?> byAccount) => _byAccount = byAccount;

    /// <summary>Reads them.</summary>
    public static UndigestedLetters Read(IAccountReader reader)
    {
        var decoder = new EventDecoder();
        return new UndigestedLetters(All(reader).Where(letter => letter.Account is not null).ToLookup(
            letter => letter.Account!,
            letter => decoder.Decode(letter.Body.Span).Event is { } known ? StableHash.Of(known.Header.Source, known.Header.Id) : (ulong?)null,
            StringComparer.Ordinal));
    }

    /// <summary>Whether all of an account's have been applied since.</summary>
    public bool AreAllIn(string account, IReadOnlySet<ulong> history) => _byAccount[account].All(hash => hash is { } known && history.Contains(known));

    private static IEnumerable<DeadLetter> All(IAccountReader reader)
    {
        long after = 0;
        for (var page = reader.DeadLetters(after, Page, RefusalCodes.Indigestible); page.Count > 0; page = reader.DeadLetters(after, Page, RefusalCodes.Indigestible))
        {
            foreach (var (id, letter) in page)
            {
                after = id;
                yield return letter;
            }
        }
    }
}
