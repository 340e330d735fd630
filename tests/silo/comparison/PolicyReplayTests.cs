using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Comparison;
using CreditRisk.Silo.Comparison.Input;
using CreditRisk.Silo.Runtime;
using CreditRisk.Tests.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Comparison;

/// <summary>What is compared is what the service would have decided.</summary>
[Collection(SimulatedStore.Collection)]
public sealed class PolicyReplayTests(SimulatedStore store)
{
    private static readonly LoadedRules Shipped = RuleFiles.Shipped.LoadWithFiles();

    [Fact]
    public async Task The_present_rules_give_the_very_warnings_of_the_engine_from_its_files()
    {
        using var input = await SpooledFiles.ReadAsync([store.EventsFile], _ => { }, CancellationToken.None);
        (await WarningsOf(input)).ShouldBe(Sent());
        input.Unreadable.ShouldBe(2);
    }

    [Fact]
    public async Task The_present_rules_give_the_very_warnings_of_the_engine_from_its_history()
    {
        using var input = StoredAccounts.Open(SimulatedStore.Read(store.Data), Shipped.Rules.Book, _ => { }, CancellationToken.None);
        (await WarningsOf(input)).ShouldBe(Sent());
    }

    [Fact]
    public async Task The_same_rules_make_no_difference_and_are_counted_as_the_store_counts()
    {
        using var input = await SpooledFiles.ReadAsync([store.EventsFile], _ => { }, CancellationToken.None);
        var comparison = await PolicyReplay.RunAsync(input, Shipped, Shipped, null, 10, _ => { }, CancellationToken.None);
        using var reader = SimulatedStore.Read(store.Data);
        var counts = WarningExport.Count(reader);
        comparison.DifferentAccounts.ShouldBe(0);
        comparison.Subjects.Sum(one => one.Beginnings.New).ShouldBe(counts.Raised);
        comparison.Subjects.Sum(one => one.Beginnings.Withdrawn.Old).ShouldBe(counts.Withdrawn);
        foreach (var stage in comparison.Subjects)
        {
            (stage.Beginnings.Old, stage.Beginnings.SameDay).ShouldBe((counts.ByStage[stage.Subject], counts.ByStage[stage.Subject]));
        }

        comparison.Input.Accounts.ShouldBe(reader.Counts().Accounts);
        comparison.Input.LeftOut.Old.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_history_whose_beginning_is_no_longer_kept_is_left_out_and_counted()
    {
        var batch = new RecordedBatch([], 3, 4);
        using var input = new GivenInput(batch);
        var comparison = await PolicyReplay.RunAsync(input, Shipped, Shipped, null, 10, _ => { }, CancellationToken.None);
        (comparison.Input.CutAccounts, comparison.Input.Unreadable, comparison.Input.Until).ShouldBe((3, 4, null));
    }

    private static async Task<List<string>> WarningsOf(IRecordedInput input)
    {
        var warnings = new List<(string Account, long Number, string Body)>();
        foreach (var part in input.Parts())
        {
            foreach (var account in (await part.ReadAsync(CancellationToken.None)).Accounts)
            {
                var derived = Shipped.Rules.Rederive(account.History, input.Latest!.Value, account.Stored);
                warnings.AddRange(derived.Warnings.Select(warning => (account.Id, warning.Number, Convert.ToHexString(WarningEncoder.Encode(warning)))));
            }
        }

        return Ordered(warnings);
    }

    private List<string> Sent()
    {
        using var reader = SimulatedStore.Read(store.Data);
        var sent = WarningExport.All(reader).Select(effect => (effect.Account, effect.Number, Convert.ToHexString(effect.Body.Span))).ToList();
        sent.ShouldNotBeEmpty();
        return Ordered(sent);
    }

    private static List<string> Ordered(IEnumerable<(string Account, long Number, string Body)> warnings) =>
        [.. warnings.OrderBy(one => one.Account, StringComparer.Ordinal).ThenBy(one => one.Number).Select(one => one.Body)];

    private sealed class GivenInput(RecordedBatch batch) : IRecordedInput
    {
        public NodaTime.Instant? Latest => null;

        public long Unreadable => 0;

        public IEnumerable<RecordedPart> Parts() => [new RecordedPart(1, _ => Task.FromResult(batch))];

        public void Dispose()
        {
        }
    }
}
