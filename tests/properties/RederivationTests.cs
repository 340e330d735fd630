using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Properties;

/// <summary>An account's history gives the same account again.</summary>
public sealed class RederivationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(400, false)]
    [InlineData(30, false)]
    [InlineData(30, true)]
    public void Deriving_an_account_from_its_history_gives_the_same_bytes(int reversalDays, bool policiesChange) => Seeds.ForEach(output, 500, seed =>
    {
        var history = RichHistory.Generate(seed);
        var rules = policiesChange ? PropertyRules.Changing(reversalDays, history.Records[0].LoggedAt) : PropertyRules.Varied(reversalDays);
        var run = AccountRun.Through(rules, history);

        var derived = rules.Rederive(run.Applied.Select((record, index) => new RecordedEvent(index + 1, record.Event, record.LoggedAt)), history.End);

        derived.LeftOut.ShouldBeEmpty();
        Differences.First([.. derived.Warnings.Select(Text)], [.. run.Warnings.Select(Text)]).ShouldBeNull("warnings");
        Rederivation.DifferingParts(derived.State.ShouldNotBeNull(), run.State).ShouldBeEmpty();
    });

    private static string Text(CreditRisk.Domain.Ladder.WarningEffect warning) => System.Text.Encoding.Latin1.GetString(WarningEncoder.Encode(warning));
}
