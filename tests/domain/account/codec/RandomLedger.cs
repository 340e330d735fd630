using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using NodaTime;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>Changes a ledger as events and time do: parts come, change in their places, move and go. It grows large, and small again.</summary>
internal sealed class RandomLedger(Random random, int mostParts)
{
    private int _ids;
    private bool _isShrinking;

    /// <summary>The state with a handful of changes.</summary>
    public AccountState Change(AccountState state)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            state = state with { Ledger = ChangeOne(state.Ledger), Facts = random.Next(20) == 0 ? state.Facts.Add((ulong)random.NextInt64()) : state.Facts };
        }

        return state;
    }

    private AccountLedger ChangeOne(AccountLedger ledger)
    {
        var parts = ledger.Items.Length + ledger.Credits.Length;
        _isShrinking = _isShrinking ? parts > 3 : parts >= mostParts;
        return random.Next(_isShrinking ? 4 : 10) switch
        {
            0 when ledger.Items.Length > 0 => ledger with { Items = ledger.Items.RemoveAt(random.Next(ledger.Items.Length)) },
            1 when ledger.Credits.Length > 0 => ledger with { Credits = ledger.Credits.RemoveAt(random.Next(_isShrinking ? ledger.Credits.Length : 1)) },
            2 when ledger.Items.Length > 0 => Touch(ledger, random.Next(ledger.Items.Length)),
            3 when ledger.Credits.Length > 0 => Return(ledger, random.Next(ledger.Credits.Length)),
            _ when _isShrinking => ledger,
            < 7 => ledger.Charge(NewItem(), AccountStory.Day(0)),
            _ => ledger.Add(NewCredit()),
        };
    }

    private AccountLedger Touch(AccountLedger ledger, int index)
    {
        var item = ledger.Items[index];
        return random.Next(3) switch
        {
            0 => ledger.With(index, item with { DueOn = item.DueOn.Plus(random.Next(-40, 40)) }),
            1 => ledger.With(index, item with { SettledOn = AccountStory.Day(random.Next(400)) }),
            _ => ledger.With(index, item with { Reminded = !item.Reminded }),
        };
    }

    private static AccountLedger Return(AccountLedger ledger, int index) => ledger.Credits[index] is { Effective: > 0 } credit
        ? ledger.Return(index, Math.Min(7, credit.Effective), isRefund: false)
        : ledger with { Credits = ledger.Credits.SetItem(index, ledger.Credits[index] with { IsPast = true, Parts = [] }) };

    private Item NewItem()
    {
        var issued = random.Next(300);
        return new Item
        {
            Id = $"I{++_ids:D6}",
            Kind = (ItemKind)random.Next(3),
            Amount = random.Next(1, 100_000),
            IssuedOn = AccountStory.Day(issued),
            DueOn = AccountStory.Day(issued + random.Next(60)),
            Time = AccountStory.At(issued) + Duration.FromMilliseconds(random.Next(86_400_000)),
            Lines = random.Next(3) == 0 ? [new BillLine("gas", AccountStory.Day(issued - 30), null)] : default,
        };
    }

    private Credit NewCredit() => new()
    {
        Id = $"P{++_ids:D6}",
        Kind = (CreditKind)random.Next(3),
        Amount = random.Next(1, 100_000),
        Parts = random.Next(3) == 0 ? [new NamedPart($"I{random.Next(1, _ids + 1):D6}", random.Next(1, 500))] : [],
        Time = AccountStory.At(random.Next(300)),
        ReceivedOn = AccountStory.Day(random.Next(300)),
    };
}
