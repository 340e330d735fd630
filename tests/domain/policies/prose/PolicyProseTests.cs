using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Policies.Prose;
using CreditRisk.Tests.Domain.Policies.Files;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Policies.Prose;

public sealed class PolicyProseTests
{
    [Fact]
    public void A_policy_is_told_in_sentences_stage_by_stage()
    {
        var policy = PolicyFile.Parse("trade-credit.yaml", Texts.Shipped("policies", "trade-credit.yaml").Text).Value.ShouldNotBeNull();
        var sections = PolicyProse.Of(policy);
        sections.Select(section => section.Title).ShouldBe(["general", "notice", "warning", "stop-supply", "blacklist"]);
        sections[0].Sentences.ShouldContain("Customers are reminded of each item 7 days before its due date.");
        sections[0].Sentences.ShouldNotContain(sentence => sentence.Contains("wallet", StringComparison.Ordinal) || sentence.Contains("supply", StringComparison.Ordinal));
        sections[1].Sentences.ShouldBe(["A customer comes here when the oldest debt is at least 1 day past due.", "It ends when there is no actionable debt."]);
        sections[4].Sentences.ShouldBe(
        [
            "After stop-supply, a customer comes here when the oldest debt is at least 30 days past due.",
            "Not earlier than 7 days after stop-supply was raised.",
            "From any lower stage at once, when a case of lawsuit is open.",
            "It lasts 90 days at least.",
            "It ends when there is no overdue debt, and no case is open.",
        ]);
    }

    [Fact]
    public void A_prepaid_policy_tells_of_its_wallet()
    {
        var sentences = PolicyProse.Of(PolicyFile.Parse("prepaid.yaml", Texts.Shipped("policies", "prepaid.yaml").Text).Value.ShouldNotBeNull())[0].Sentences;

        sentences.ShouldContain("Customers are reminded when a wallet lasts for no more than 7 days.");
        sentences.ShouldContain("A prepaid customer may use 10.00 more than is in the wallet; the next top-up recovers it.");
        sentences.ShouldContain("Days of supply are reckoned by the usage of the last 14 days.");
    }
}
