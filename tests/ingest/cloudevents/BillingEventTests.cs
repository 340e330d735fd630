using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class BillingEventTests
{
    // The event's time is 23:30 two hours west of Greenwich, so that its UTC date is the next day.
    private static readonly CivilDate UtcDay = CivilDate.Of(2026, 4, 1);

    [Fact]
    public void An_invoice_says_what_it_charges_for()
    {
        var item = Written.Read<ItemCharged>("billing.invoice.issued", Examples.DataByType["billing.invoice.issued"]);
        item.ShouldBe(new ItemCharged(
            Written.Header,
            "I-1",
            ItemKind.Invoice,
            Written.Euros(12_000),
            CivilDate.Of(2026, 3, 31),
            CivilDate.Of(2026, 4, 21),
            new Amount(1200, 2),
            item.Lines));
        item.Lines.ShouldBe([new BillLine("gas", CivilDate.Of(2026, 3, 1), CivilDate.Of(2026, 3, 31)), new BillLine("water", null, null)]);
    }

    [Fact]
    public void An_invoice_without_lines_is_for_everything()
    {
        const string Data = """{"invoiceId":"I-1","amount":1,"currency":"EUR","issuedOn":"2026-03-31","dueOn":"2026-04-21"}""";
        var item = Written.Read<ItemCharged>("billing.invoice.issued", Data);
        item.Lines.IsDefault.ShouldBeFalse();
        item.Lines.ShouldBeEmpty();
        item.MinimumDue.ShouldBeNull();
    }

    [Fact]
    public void Old_debt_releases_no_usage()
    {
        Written.Read<ItemCharged>("billing.item.opened", Examples.DataByType["billing.item.opened"]).ShouldBe(new ItemCharged(
            Written.Header, "O-1", ItemKind.Opening, Written.Euros(30_000), CivilDate.Of(2024, 1, 1), CivilDate.Of(2024, 2, 1), null, default));
        Written.Read<ItemCharged>("billing.item.opened", """{"invoiceId":"O-2","amount":"1.00","currency":"EUR","dueOn":"2024-02-01"}""")
            .ShouldBe(new ItemCharged(
                Written.Header, "O-2", ItemKind.Opening, Written.Euros(100), CivilDate.Of(2024, 2, 1), CivilDate.Of(2024, 2, 1), null, default));
    }

    [Fact]
    public void Interest_is_charged_on_the_utc_day_of_its_time()
    {
        Written.Read<ItemCharged>("billing.interest.charged", Examples.DataByType["billing.interest.charged"])
            .ShouldBe(new ItemCharged(Written.Header, "N-1", ItemKind.Interest, Written.Euros(123), UtcDay, UtcDay, null, default));
        const string Dated = """{"itemId":"N-1","amount":"1.23","currency":"EUR","issuedOn":"2026-03-31","dueOn":"2026-04-30"}""";
        Written.Read<ItemCharged>("billing.interest.charged", Dated).ShouldBe(new ItemCharged(
            Written.Header, "N-1", ItemKind.Interest, Written.Euros(123), CivilDate.Of(2026, 3, 31), CivilDate.Of(2026, 4, 30), null, default));
    }

    [Fact]
    public void A_debit_adjustment_is_an_item_due_at_once_unless_it_says_otherwise()
    {
        Written.Read<ItemCharged>("billing.adjustment.posted", Examples.DataByType["billing.adjustment.posted"]).ShouldBe(new ItemCharged(
            Written.Header, "A-1", ItemKind.Adjustment, Written.Euros(500), UtcDay, CivilDate.Of(2026, 4, 10), null, default));
        Written.Read<ItemCharged>("billing.adjustment.posted", """{"adjustmentId":"A-1","direction":"debit","amount":"5","currency":"EUR"}""")
            .ShouldBe(new ItemCharged(Written.Header, "A-1", ItemKind.Adjustment, Written.Euros(500), UtcDay, UtcDay, null, default));
    }

    [Fact]
    public void A_credit_adjustment_is_credit() =>
        Written.Read<CreditGiven>(
                "billing.adjustment.posted", """{"adjustmentId":"A-1","direction":"credit","amount":"5","currency":"EUR","reason":"goodwill"}""")
            .ShouldBe(new CreditGiven(Written.Header, "A-1", IsCreditNote: false, Written.Euros(500), null, "goodwill"));

    [Fact]
    public void A_credit_note_may_name_its_invoice()
    {
        Written.Read<CreditGiven>("billing.credit-note.issued", Examples.DataByType["billing.credit-note.issued"])
            .ShouldBe(new CreditGiven(Written.Header, "C-1", IsCreditNote: true, Written.Euros(1000), "I-1", "goodwill"));
        Written.Read<CreditGiven>("billing.credit-note.issued", """{"creditNoteId":"C-1","amount":"10.00","currency":"EUR"}""")
            .ShouldBe(new CreditGiven(Written.Header, "C-1", IsCreditNote: true, Written.Euros(1000), null, null));
    }

    [Theory]
    [InlineData("billing.item.written-off", DebtMove.WrittenOff, null)]
    [InlineData("billing.item.recovered", DebtMove.Recovered, null)]
    [InlineData("billing.item.transferred", DebtMove.Transferred, "acc-2")]
    public void Debt_is_moved_by_either_name_of_its_item(string type, DebtMove move, string? other)
    {
        var expected = new DebtMoved(Written.Header, "O-1", move, new Amount(27_000, 2), other);
        Written.Read<DebtMoved>(type, """{"itemId":"O-1","amount":"270.00","otherAccount":"acc-2"}""").ShouldBe(expected);
        Written.Read<DebtMoved>(type, """{"invoiceId":"O-1","amount":"270.00","otherAccount":"acc-2"}""").ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"balance":"12.50","currency":"EUR"}""", 1250, false)]
    [InlineData("""{"balance":"-12.50","currency":"EUR"}""", 1250, true)]
    [InlineData("""{"amount":-12.5,"currency":"EUR"}""", 1250, true)]
    [InlineData("""{"amount":"-0.00","currency":"EUR"}""", 0, false)]
    public void A_stated_balance_may_be_in_credit(string data, long cents, bool inCredit) =>
        Written.Read<BalanceStated>("billing.balance.stated", data).ShouldBe(new BalanceStated(Written.Header, Written.Euros(cents), inCredit));

    [Fact]
    public void Invoices_are_cancelled_and_get_other_due_dates()
    {
        Written.Read<ItemCancelled>("billing.invoice.cancelled", Examples.DataByType["billing.invoice.cancelled"])
            .ShouldBe(new ItemCancelled(Written.Header, "I-1", "wrong meter"));
        Written.Read<DueDateChanged>("billing.invoice.due-date-changed", Examples.DataByType["billing.invoice.due-date-changed"])
            .ShouldBe(new DueDateChanged(Written.Header, "I-1", CivilDate.Of(2026, 5, 1)));
    }
}
