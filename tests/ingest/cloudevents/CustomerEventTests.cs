using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.CloudEvents;

public sealed class CustomerEventTests
{
    [Fact]
    public void A_registration_carries_all_master_data()
    {
        var customer = Written.Read<CustomerStated>("customer.registered", Examples.DataByType["customer.registered"]);
        customer.ShouldBe(new CustomerStated(
            Written.Header,
            Registers: true,
            "Müller & Söhne",
            "P-1",
            "industry",
            "north",
            "DE-HH",
            "Europe/Berlin",
            Terms.Postpaid,
            Written.Euro,
            new Amount(2_000_000, 2),
            Protection.Important,
            "Ada",
            "G",
            "R. Müller",
            customer.ServicePoints,
            customer.Contacts));
        customer.ServicePoints.ShouldBe([new ServicePoint("SP-1", "electricity"), new ServicePoint("SP-2", "gas")]);
        customer.Contacts.ShouldBe([new Contact("email", "a@example.org", "de"), new Contact("letter", "Kai 1", null)]);
    }

    [Fact]
    public void An_update_leaves_open_what_it_does_not_state()
    {
        var customer = Written.Read<CustomerStated>("customer.updated", Examples.DataByType["customer.updated"]);
        customer.ShouldBe(new CustomerStated(
            Written.Header, Registers: false, Segment: "household", Terms: Terms.Prepaid, Protection: Protection.Vulnerable));
        customer.ServicePoints.IsDefault.ShouldBeTrue();
        customer.Contacts.IsDefault.ShouldBeTrue();
    }

    [Fact]
    public void An_update_may_state_that_there_is_nothing()
    {
        var customer = Written.Read<CustomerStated>("customer.updated", """{"group":"","servicePoints":[],"contacts":[]}""");
        customer.Group.ShouldBe("");
        customer.ServicePoints.IsDefault.ShouldBeFalse();
        customer.ServicePoints.ShouldBeEmpty();
        customer.Contacts.IsDefault.ShouldBeFalse();
    }

    [Fact]
    public void A_credit_limit_needs_no_currency() =>
        Written.Read<CustomerStated>("customer.updated", """{"creditLimit":12.345}""").CreditLimit.ShouldBe(new Amount(12_345, 3));

    [Theory]
    [InlineData("postpaid", Terms.Postpaid)]
    [InlineData("prepaid", Terms.Prepaid)]
    [InlineData("cash", Terms.Cash)]
    public void Terms_are_words(string word, Terms terms) =>
        Written.Read<CustomerStated>("customer.updated", $$"""{"terms":"{{word}}"}""").Terms.ShouldBe(terms);

    [Theory]
    [InlineData("none", Protection.None)]
    [InlineData("important", Protection.Important)]
    [InlineData("hazardous", Protection.Hazardous)]
    [InlineData("vulnerable", Protection.Vulnerable)]
    public void Protection_is_a_word(string word, Protection protection) =>
        Written.Read<CustomerStated>("customer.updated", $$"""{"protection":"{{word}}"}""").Protection.ShouldBe(protection);

    [Theory]
    [InlineData("lawsuit", KeyEventKind.Lawsuit)]
    [InlineData("insolvency", KeyEventKind.Insolvency)]
    [InlineData("legal-representative-change", KeyEventKind.LegalRepresentativeChange)]
    [InlineData("management-change", KeyEventKind.ManagementChange)]
    [InlineData("responsible-person-change", KeyEventKind.ResponsiblePersonChange)]
    [InlineData("asset-sale", KeyEventKind.AssetSale)]
    [InlineData("collateral-transfer", KeyEventKind.CollateralTransfer)]
    [InlineData("major-investment", KeyEventKind.MajorInvestment)]
    [InlineData("restructuring", KeyEventKind.Restructuring)]
    [InlineData("accident", KeyEventKind.Accident)]
    [InlineData("guarantee-given", KeyEventKind.GuaranteeGiven)]
    public void A_key_event_has_a_kind(string word, KeyEventKind kind) =>
        Written.Read<KeyEventOpened>("customer.key-event", $$"""{"caseId":"K-1","kind":"{{word}}"}""")
            .ShouldBe(new KeyEventOpened(Written.Header, "K-1", kind, null));

    [Fact]
    public void Cases_and_accounts_are_closed()
    {
        Written.Read<KeyEventClosed>("customer.key-event.closed", """{"caseId":"K-1"}""").ShouldBe(new KeyEventClosed(Written.Header, "K-1"));
        Written.Read<CustomerClosed>("customer.closed", """{"reason":"moved"}""").ShouldBe(new CustomerClosed(Written.Header, "moved"));
        Written.Read<CustomerClosed>("customer.closed", "{}").ShouldBe(new CustomerClosed(Written.Header, null));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 100)]
    [InlineData("1.000", 100)]
    [InlineData("0.844999999999999999", 84)]
    [InlineData("0.845", 85)]
    [InlineData("\"0.5\"", 50)]
    public void Reliability_is_a_share_that_becomes_per_cent(string share, int percent) =>
        Written.Read<CreditReported>(
                "credit.report.received", $$"""{"provider":"bureau","status":"late","monthsPastDue":999,"score":-7,"reliability":{{share}}}""")
            .ShouldBe(new CreditReported(Written.Header, "bureau", "late", 999, -7, percent));

    [Fact]
    public void A_report_needs_no_score() =>
        Written.Read<CreditReported>("credit.report.received", """{"provider":"issuer","status":"no-activity","monthsPastDue":0}""")
            .ShouldBe(new CreditReported(Written.Header, "issuer", "no-activity", 0, null, null));

    [Theory]
    [InlineData("deposit", GuaranteeKind.Deposit)]
    [InlineData("bank", GuaranteeKind.Bank)]
    [InlineData("mortgage", GuaranteeKind.Mortgage)]
    [InlineData("pledge", GuaranteeKind.Pledge)]
    public void A_guarantee_has_a_kind_and_a_face_value(string word, GuaranteeKind kind) =>
        Written.Read<GuaranteeLodged>("guarantee.lodged", $$"""{"guaranteeId":"G-1","kind":"{{word}}","amount":"5000","currency":"EUR"}""")
            .ShouldBe(new GuaranteeLodged(Written.Header, "G-1", kind, Written.Euros(500_000), null));

    [Fact]
    public void A_guarantee_may_end_and_is_given_back()
    {
        Written.Read<GuaranteeLodged>("guarantee.lodged", Examples.DataByType["guarantee.lodged"]).ValidTo.ShouldBe(CivilDate.Of(2027, 12, 31));
        Written.Read<GuaranteeReleased>("guarantee.released", """{"guaranteeId":"G-1"}""").ShouldBe(new GuaranteeReleased(Written.Header, "G-1"));
    }

    [Fact]
    public void A_hold_has_a_first_and_a_last_day()
    {
        Written.Read<HoldGranted>("hold.granted", Examples.DataByType["hold.granted"]).ShouldBe(new HoldGranted(
            Written.Header, "H-1", "green-channel", CivilDate.Of(2026, 4, 1), CivilDate.Of(2026, 4, 30), "Ada", "doc-1"));
        Written.Read<HoldEnded>("hold.ended", """{"holdId":"H-1"}""").ShouldBe(new HoldEnded(Written.Header, "H-1"));
    }

    [Fact]
    public void A_dispute_is_of_a_part_or_of_all()
    {
        Written.Read<DisputeOpened>("dispute.opened", Examples.DataByType["dispute.opened"])
            .ShouldBe(new DisputeOpened(Written.Header, "D-1", "I-1", new Amount(1250, 2), CivilDate.Of(2026, 5, 1)));
        Written.Read<DisputeOpened>("dispute.opened", """{"disputeId":"D-1","invoiceId":"I-1"}""")
            .ShouldBe(new DisputeOpened(Written.Header, "D-1", "I-1", null, null));
        Written.Read<DisputeClosed>("dispute.closed", Examples.DataByType["dispute.closed"])
            .ShouldBe(new DisputeClosed(Written.Header, "D-1", "rejected"));
    }

    [Fact]
    public void Promises_and_plans_name_days_and_amounts()
    {
        Written.Read<PromiseMade>("promise.made", Examples.DataByType["promise.made"])
            .ShouldBe(new PromiseMade(Written.Header, "PR-1", new Amount(9990, 2), CivilDate.Of(2026, 4, 15)));
        var plan = Written.Read<PlanAgreed>("plan.agreed", Examples.DataByType["plan.agreed"]);
        plan.PlanId.ShouldBe("PL-1");
        plan.Instalments.ShouldBe(
            [new Instalment(CivilDate.Of(2026, 5, 1), new Amount(5000, 2)), new Instalment(CivilDate.Of(2026, 6, 1), new Amount(50, 0))]);
        Written.Read<PlanCancelled>("plan.cancelled", """{"planId":"PL-1"}""").ShouldBe(new PlanCancelled(Written.Header, "PL-1"));
    }

    [Fact]
    public void A_rating_is_kept_as_having_happened() =>
        Written.Read<CreditRatingAssessed>("credit.rating.assessed", Examples.DataByType["credit.rating.assessed"])
            .ShouldBe(new CreditRatingAssessed(Written.Header));
}
