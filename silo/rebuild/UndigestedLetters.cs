using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Rebuild;

/// <summary>
/// What accounts were quarantined for. An account has digested everything once each such record stands in its history after all, and time passes where it did not.
/// </summary>
internal sealed class UndigestedLetters
{
    private const int Page = 1000;

    private readonly EventDecoder _decoder = new(new DecoderLimits { TakesOwn = true });
    private readonly ILookup<string, DeadLetter> _byAccount;

    private UndigestedLetters(ILookup<string, DeadLetter> byAccount) => _byAccount = byAccount;

    /// <summary>Reads them.</summary>
    public static UndigestedLetters Read(IAccountReader reader) =>
        new(All(reader).Where(letter => letter.Account is not null).ToLookup(letter => letter.Account!, StringComparer.Ordinal));

    /// <summary>Whether an account has digested all of its own.</summary>
    /// <param name="account">The account.</param>
    /// <param name="history">The hashes of (source, id) of its records.</param>
    /// <param name="passes">Whether the account can be advanced to an instant.</param>
    public bool AreDigested(string account, IReadOnlySet<ulong> history, Func<Instant, bool> passes) =>
        // One without bytes was no record: time alone was too much.
        _byAccount[account].All(letter => letter.Body.IsEmpty ? passes(letter.At) : IsIn(history, letter));

    private bool IsIn(IReadOnlySet<ulong> history, DeadLetter letter) =>
        _decoder.Decode(letter.Body.Span, letter.Headers.Span).Event is { Header: var header } && history.Contains(StableHash.Of(header.Source, header.Id));

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
