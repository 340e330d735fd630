using System.Text.Json;
using CreditRisk.Domain.Events;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

public sealed class SimulatorOrderTests
{
    private static readonly LocalDate Start = new(2026, 1, 1);

    [Fact]
    public void Events_come_by_time_then_account_then_id_and_lie_on_their_day()
    {
        var simulator = new PortfolioSimulator(new SimulatorOptions { Seed = 11, Customers = 2_000, Start = Start });
        for (var day = Start; day < Start.PlusYears(1); day = day.PlusDays(5))
        {
            var keys = simulator.EventsOn(day).Select(one => (one.Time, one.Account, Id: IdOf(one))).ToList();
            keys.ShouldAllBe(key => key.Time.InUtc().Date == day, $"seed 11, {day}");
            keys.Zip(keys.Skip(1)).ShouldAllBe(pair => InOrder(pair.First, pair.Second), $"seed 11, {day}");
        }
    }

    [Fact]
    public void An_id_comes_again_only_as_an_exact_repeat_right_behind_the_first()
    {
        var simulator = new PortfolioSimulator(new SimulatorOptions { Seed = 11, Customers = 2_000, Start = Start });
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeats = 0;
        byte[] before = [];
        foreach (var one in simulator.EventsBetween(Start, Start.PlusDays(60)))
        {
            if (!seen.Add(IdOf(one)))
            {
                one.Json.Span.SequenceEqual(before).ShouldBeTrue($"seed 11, {IdOf(one)}");
                repeats++;
            }

            before = one.Json.ToArray();
        }

        repeats.ShouldBeInRange(1, seen.Count / 1_000);
    }

    [Fact]
    public void Business_ids_are_used_once()
    {
        var facts = SimulatedPortfolio.Instance.Events.Where(one => one.Fact is not null).Select(one => (one.Header.Account, one.Fact)).ToList();
        facts.Distinct().Count().ShouldBe(facts.Count);
    }

    [Fact]
    public void Every_account_registers_before_anything_else_and_does_nothing_after_it_is_closed()
    {
        foreach (var account in SimulatedPortfolio.Instance.ByAccount)
        {
            account.First().ShouldBeOfType<CustomerStated>().Registers.ShouldBeTrue(account.Key);
            var afterClose = account.SkipWhile(one => one is not CustomerClosed).Skip(1);
            afterClose.ShouldBeEmpty(account.Key);
        }
    }

    [Fact]
    public void What_an_event_refers_to_came_before_it()
    {
        foreach (var account in SimulatedPortfolio.Instance.ByAccount)
        {
            var known = new HashSet<(string Kind, string Id)>();
            foreach (var one in account)
            {
                References(one).Except(known).ShouldBeEmpty($"{one.Header.Id} at {one.Header.Time}");
                known.UnionWith(Creates(one));
            }
        }
    }

    private static IEnumerable<(string Kind, string Id)> Creates(AccountEvent one) => one switch
    {
        ItemCharged charged => [("invoice", charged.ItemId)],
        PaymentInitiated initiated => [("initiated", initiated.PaymentId)],
        PaymentReceived received => [("payment", received.PaymentId)],
        DisputeOpened dispute => [("dispute", dispute.DisputeId)],
        HoldGranted hold => [("hold", hold.HoldId)],
        GuaranteeLodged guarantee => [("guarantee", guarantee.GuaranteeId)],
        KeyEventOpened opened => [("case", opened.CaseId)],
        _ => [],
    };

    private static IEnumerable<(string Kind, string Id)> References(AccountEvent one) => one switch
    {
        ItemCancelled cancelled => [("invoice", cancelled.ItemId)],
        CreditGiven { ItemId: { } item } => [("invoice", item)],
        PaymentReceived received => received.Allocations.Select(part => ("invoice", part.ItemId))
            .Concat(received.Method is "direct-debit" or "draft" ? [("initiated", received.PaymentId)] : []),
        PaymentFailed failed => [("initiated", failed.PaymentId)],
        PaymentReturned returned => [("payment", returned.PaymentId)],
        DisputeOpened dispute => [("invoice", dispute.InvoiceId)],
        DisputeClosed closed => [("dispute", closed.DisputeId)],
        HoldEnded ended => [("hold", ended.HoldId)],
        GuaranteeReleased released => [("guarantee", released.GuaranteeId)],
        KeyEventClosed closed => [("case", closed.CaseId)],
        _ => [],
    };

    private static bool InOrder((Instant Time, string Account, string Id) first, (Instant Time, string Account, string Id) second)
    {
        if (first.Time != second.Time)
        {
            return first.Time < second.Time;
        }

        var byAccount = string.CompareOrdinal(first.Account, second.Account);
        return byAccount < 0 || (byAccount == 0 && string.CompareOrdinal(first.Id, second.Id) <= 0);
    }

    private static string IdOf(SimulatedEvent one)
    {
        using var json = JsonDocument.Parse(one.Json);
        return json.RootElement.GetProperty("id").GetString()!;
    }
}
