using CreditRisk.Domain.Events;
using CreditRisk.Silo.Simulator;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Simulator;

/// <summary>Each archetype shows its behaviour; the portfolio is 2,000 customers over 30 months, seed 7.</summary>
public sealed class PayerBehaviourTests
{
    private static readonly SimulatedPortfolio Portfolio = SimulatedPortfolio.Instance;

    [Fact]
    public void A_prompt_payers_invoices_are_all_paid_by_the_due_date()
    {
        var invoices = Undisputed(PayerArchetype.Prompt).Where(Portfolio.IsBeforeTurn).ToList();
        invoices.Count.ShouldBeGreaterThan(10_000);
        invoices.ShouldAllBe(invoice => invoice.Open == 0 && invoice.DaysLate <= 0);
    }

    [Fact]
    public void A_good_payer_may_turn_bad()
    {
        var turned = Undisputed(PayerArchetype.Prompt).Where(invoice => !Portfolio.IsBeforeTurn(invoice)).ToList();
        turned.ShouldNotBeEmpty();
        turned.Count(invoice => !invoice.Kept.Any() || invoice.DaysLate > 0).ShouldBeGreaterThan(turned.Count * 8 / 10);
    }

    [Fact]
    public void A_pay_day_payer_is_one_to_ten_days_late() => Undisputed(PayerArchetype.PayDay)
        .ShouldAllBe(invoice => invoice.Open == 0 && invoice.DaysLate >= 1 && invoice.DaysLate <= 10);

    [Fact]
    public void A_slow_payer_is_ten_to_thirty_five_days_late() => Undisputed(PayerArchetype.Slow)
        .ShouldAllBe(invoice => invoice.Open == 0 && invoice.DaysLate >= 10 && invoice.DaysLate <= 35);

    [Fact]
    public void A_partial_payer_pays_in_two_parts_and_sometimes_never_the_second()
    {
        var invoices = Undisputed(PayerArchetype.Partial);
        invoices.ShouldAllBe(invoice => invoice.Payments.Count == 2 ? invoice.Open == 0 : invoice.Open > 0);
        invoices.Count(invoice => invoice.Open > 0).ShouldBeInRange(invoices.Count / 10, invoices.Count / 4);
    }

    [Fact]
    public void A_forgetful_payer_pays_two_or_three_months_in_one_sum()
    {
        var settlements = Undisputed(PayerArchetype.Forgetful)
            .Where(invoice => !Portfolio.Truths[invoice.Account].Kind.Equals(CustomerKind.Trade))
            .SelectMany(invoice => invoice.Payments).CountBy(payment => payment.Id).ToList();
        Undisputed(PayerArchetype.Forgetful).ShouldAllBe(invoice => invoice.Open == 0 && invoice.Payments.Count == 1);
        settlements.ShouldAllBe(settlement => settlement.Value <= 3);
        settlements.Count(settlement => settlement.Value >= 2).ShouldBeGreaterThan(settlements.Count * 8 / 10);
    }

    [Fact]
    public void A_shaky_debit_bounces_or_fails_and_is_then_paid_by_hand()
    {
        var invoices = Undisputed(PayerArchetype.ShakyDebit);
        invoices.ShouldAllBe(invoice => invoice.Open == 0);
        invoices.Count(invoice => invoice.Payments.Exists(payment => payment.IsReversed)).ShouldBeInRange(invoices.Count / 6, invoices.Count / 3);
        var shaky = Portfolio.Truths.Values.Where(truth => truth.Archetype == PayerArchetype.ShakyDebit).Select(truth => truth.Account).ToHashSet();
        Portfolio.Events.OfType<PaymentFailed>().Count(failed => shaky.Contains(failed.Header.Account)).ShouldBeGreaterThan(invoices.Count / 20);
    }

    [Fact]
    public void A_defaulter_pays_at_first_and_nothing_after_the_turn()
    {
        var invoices = Undisputed(PayerArchetype.Defaulter);
        invoices.Where(Portfolio.IsBeforeTurn).ShouldAllBe(invoice => invoice.Open == 0);
        invoices.Where(invoice => !Portfolio.IsBeforeTurn(invoice)).ShouldAllBe(invoice => invoice.Payments.Count == 0);
        invoices.Count(Portfolio.IsBeforeTurn).ShouldBeGreaterThan(100);
        invoices.Count(invoice => !Portfolio.IsBeforeTurn(invoice)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public void A_defaulters_account_is_closed_after_a_year()
    {
        var closed = Portfolio.Events.OfType<CustomerClosed>().Select(one => one.Header.Account).ToHashSet();
        var due = Portfolio.Truths.Values
            .Where(truth => truth.Archetype == PayerArchetype.Defaulter && truth.TurnsIn!.Value.PlusMonths(13) <= SimulatedPortfolio.End)
            .Select(truth => truth.Account);
        closed.ShouldBe(due, ignoreOrder: true);
    }

    [Fact]
    public void A_recoverer_leaves_some_months_unpaid_and_then_pays_everything()
    {
        var invoices = Undisputed(PayerArchetype.Recoverer);
        invoices.ShouldAllBe(invoice => invoice.Open == 0);
        invoices.Where(Portfolio.IsBeforeTurn).ShouldAllBe(invoice => invoice.DaysLate <= 10);
        var worst = invoices.Where(invoice => !Portfolio.IsBeforeTurn(invoice)).GroupBy(invoice => invoice.Account, invoice => invoice.DaysLate).ToList();
        worst.ShouldNotBeEmpty();
        worst.ShouldAllBe(account => account.Max() > 60 && account.Max() < 200);
    }

    [Fact]
    public void Payments_sum_to_the_invoice_except_for_partial_payers_and_defaulters()
    {
        var others = Portfolio.FinishedInvoices.Where(invoice => !LeavesDebt(Portfolio.Truths[invoice.Account])).ToList();
        others.Count.ShouldBeGreaterThan(15_000);
        others.Where(invoice => invoice.Open != 0).Select(invoice => invoice.Id).ShouldBeEmpty();
        Portfolio.Invoices.ShouldAllBe(invoice => invoice.IsCancelled || invoice.Open >= 0);
    }

    // A prompt payer who turned may have become a partial one.
    private static bool LeavesDebt(CustomerTruth truth) => truth.Archetype is PayerArchetype.Partial or PayerArchetype.Defaulter
        || (truth.Archetype == PayerArchetype.Prompt && truth.TurnsIn is not null);

    // Up to the last eight months: a recoverer's first unpaid bill of a spell waits so long for its payment.
    private static List<InvoiceLife> Undisputed(PayerArchetype archetype)
    {
        var invoices = Portfolio.FinishedInvoicesOf(archetype)
            .Where(invoice => !invoice.IsDisputed && invoice.IssuedOn.ToLocalDate().PlusDays(250) < SimulatedPortfolio.End).ToList();
        invoices.Count.ShouldBeGreaterThan(200);
        return invoices;
    }
}
