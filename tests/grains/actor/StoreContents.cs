using System.Text;
using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Storage;
using Shouldly;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>All that a store holds and that must not depend on batches, loops, memory or crashes, as text: for comparing two stores, and for checking one.</summary>
internal static class StoreContents
{
    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>All accounts' rows.</summary>
    public static IEnumerable<StoredAccount> Accounts(IAccountReader reader)
    {
        for (var page = reader.List(0, 1000); page.Count > 0; page = reader.List(page[^1].Key, 1000))
        {
            foreach (var row in page)
            {
                yield return row;
            }
        }
    }

    /// <summary>Everything, a line each, in an order of its own.</summary>
    public static string Of(IAccountReader reader)
    {
        var rows = Accounts(reader).ToList();
        IEnumerable<string> lines =
        [
            .. rows.Select(row => $"account {row.Id} {Convert.ToHexString(WholeStates.Of(row))}"),
            .. rows.SelectMany(row => reader.HistoryBackwards(row.Id).Select(record => $"record {row.Id} {record.Sequence} {record.LoggedAt} {Text(record.Body)}")),
            .. reader.Effects(0, int.MaxValue).Select(effect => $"effect {effect.Account} {effect.Number} {effect.At} {Text(effect.Body)}"),
            .. reader.Totals().Select(total => $"total {total}"),
            .. reader.DeadLetters(0, int.MaxValue).Select(letter => letter.Letter).Select(letter =>
                $"letter {letter.At} {letter.Reason} {letter.Account} {letter.EventId} {letter.Origin} {Text(letter.Body)} {Convert.ToHexString(letter.State.Span)}"),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>Checks that two stores hold the same, and tells what only one of them holds.</summary>
    public static void ShouldBeSame(IAccountReader store, IAccountReader expected)
    {
        var (lines, others) = (Of(store).Split('\n'), Of(expected).Split('\n'));
        string[] differences =
        [
            .. lines.Except(others, StringComparer.Ordinal).Select(line => "more: " + line), .. others.Except(lines, StringComparer.Ordinal).Select(line => "missing: " + line),
        ];
        differences.Take(6).ShouldBeEmpty($"{differences.Length} differences");
        lines.Length.ShouldBe(others.Length);
    }

    /// <summary>Checks that nothing is missing and nothing is doubled: histories and effects have no gap, no event stands twice, and the totals are the sums over all accounts.</summary>
    public static void ShouldBeWhole(IAccountReader reader, StateCodec codec)
    {
        var totals = new Dictionary<TotalKey, (long Amount, long Count)>();
        foreach (var row in Accounts(reader))
        {
            var state = Engine.Decode(codec, row);
            var records = reader.HistoryBackwards(row.Id).ToList();
            records.Select(record => record.Sequence).ShouldBe(Numbers(state.Records).Reverse(), row.Id);
            records.Select(record => record.EventHash).ShouldBeUnique(row.Id);
            reader.Effects(0, int.MaxValue, row.Id).Select(effect => effect.Number).ShouldBe(Numbers(state.Effects), row.Id);
            Add(totals, state);
        }

        reader.Totals().ToDictionary(total => total.Key, total => (total.Amount, total.Count))
            .ShouldBe(totals.Where(total => total.Value != (0, 0)), ignoreOrder: true);
    }

    private static IEnumerable<long> Numbers(long most)
    {
        for (var number = 1L; number <= most; number++)
        {
            yield return number;
        }
    }

    private static void Add(Dictionary<TotalKey, (long Amount, long Count)> totals, AccountState state)
    {
        foreach (var part in Contribution.Of(state).Parts)
        {
            var (amount, count) = totals.GetValueOrDefault(part.Key);
            totals[part.Key] = (amount + part.Amount, count + part.Count);
        }
    }
}
