using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Chaos;

/// <summary>Everything of a store that must not depend on what happened to the processes, a line each.</summary>
/// <param name="Accounts">Their states at one instant, and their histories.</param>
/// <param name="Warnings">What left, by account and number.</param>
/// <param name="Totals">Of the portfolio.</param>
/// <param name="DeadLetters">Each once: a record that is read again after a crash may have left another, since no account keeps its position.</param>
internal sealed record ServiceImage(string[] Accounts, string[] Warnings, string[] Totals, string[] DeadLetters)
{
    private const int Page = 1000;

    /// <summary>The image of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="at">An instant before which nothing is due any more.</param>
    public static ServiceImage Of(IAccountReader store, AccountRules rules, Instant at)
    {
        var codec = new StateCodec(rules.Book);
        return new ServiceImage(
            Sorted(Rows(store).Select(row => $"{row.Id} {Convert.ToHexString(StateCodec.Encode(rules.Advance(Engine.Decode(codec, row), at).State!))} {HistoryOf(store, row.Id)}")),
            Sorted(Left(store).Select(effect => $"{effect.Account} {effect.Number:D9} {effect.Topic} {effect.Type} {Encoding.UTF8.GetString(effect.Body.Span)}")),
            Sorted(store.Totals().Where(total => total.Amount != 0 || total.Count != 0).Select(total => total.ToString())),
            Sorted(store.DeadLetters(0, int.MaxValue).Select(stored => Describe(stored.Letter)).Distinct(StringComparer.Ordinal)));
    }

    /// <summary>Fails with the first differences.</summary>
    public void ShouldBe(ServiceImage expected)
    {
        Compare(Accounts, expected.Accounts, "accounts");
        Compare(Warnings, expected.Warnings, "warnings");
        Compare(Totals, expected.Totals, "totals");
        Compare(DeadLetters, expected.DeadLetters, "dead letters");
    }

    private static void Compare(string[] actual, string[] expected, string what)
    {
        var missing = expected.Except(actual, StringComparer.Ordinal).Take(3).ToArray();
        var added = actual.Except(expected, StringComparer.Ordinal).Take(3).ToArray();
        (missing.Length + added.Length).ShouldBe(0, $"{what}: missing {string.Join(" | ", missing)}, and instead {string.Join(" | ", added)}");
        actual.Length.ShouldBe(expected.Length, $"{what}, some twice");
    }

    private static string Describe(DeadLetter letter) =>
        $"{letter.Origin} {letter.Reason} {letter.At} {letter.Account} {letter.EventId} {letter.Message} {Convert.ToHexString(letter.Body.Span)} {Convert.ToHexString(letter.Headers.Span)}";

    private static string HistoryOf(IAccountReader store, string account)
    {
        var hash = default(HashCode);
        var count = 0;
        foreach (var record in store.HistoryBackwards(account))
        {
            hash.AddBytes(record.Body.Span);
            hash.Add(record.Sequence);
            count++;
        }

        return $"{count} records {hash.ToHashCode()}";
    }

    private static IEnumerable<StoredAccount> Rows(IAccountReader store)
    {
        for (var page = store.List(0, Page); page.Count > 0; page = store.List(page[^1].Key, Page))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<StoredEffect> Left(IAccountReader store)
    {
        for (var page = store.Effects(0, Page); page.Count > 0; page = store.Effects(page[^1].Offset, Page))
        {
            foreach (var effect in page)
            {
                yield return effect;
            }
        }
    }

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];
}
