using System.Collections.Immutable;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Policies;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Grains.Actor;
using CreditRisk.Tests.Storage;
using NodaTime;
using Shouldly;
using Xunit;
using Actor = CreditRisk.Actor;

namespace CreditRisk.Tests.Silo.Runtime;

public sealed class WakeCorrectionTests : IDisposable
{
    private static readonly Policy Next = new(
        TestPolicies.Terms with { Version = 4, From = AccountStory.At(23.5) },
        [TestPolicies.Rule(Stage.Notice, "daysPastDue >= 1", exit: "actionable == 0"), TestPolicies.Rule(Stage.Warning, "daysPastDue >= 2", exit: "daysPastDue < 1")]);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_idle_account_whose_row_was_written_before_a_version_was_added_is_moved_to_it_at_its_instant()
    {
        await using (var before = Start(TestPolicies.Usual))
        {
            await Apply(before, Sent.Invoice("A", 1, "I1", "10.00", 20));
            await Apply(before, Sent.Pay("B", 1, "P1", "10.00"));
            await before.Host.SweepAsync(AccountStory.At(22));
            before.Reader.Load(["A"])[0]!.WakeAt.ShouldBe(AccountStory.At(24));
        }

        await using var after = Start(new PolicyTimeline([TestPolicies.Usual, Next]));
        (await WakeCorrection.RunAsync(after, default)).ShouldBe(2);
        (await WakeCorrection.RunAsync(after, default)).ShouldBe(0, "the rows are right now");
        after.Reader.Load(["A"])[0]!.WakeAt.ShouldBe(AccountStory.At(23.5));

        (await after.Host.SweepAsync(AccountStory.At(23.75))).ShouldBe(2);
        after.Reader.Effects(0, 10).Select(effect => $"{effect.Account} {effect.Type} {effect.At}").ShouldBe(
            ["A risk.warning.raised 2017-01-22T00:00:00Z", "A risk.warning.raised 2017-01-24T12:00:00Z"]);
        (await WakeCorrection.RunAsync(after, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Where_no_policy_changes_nothing_is_looked_at()
    {
        await using var engine = Start(TestPolicies.Usual);
        await Apply(engine, Sent.Invoice("A", 1, "I1", "10.00", 20));

        (await WakeCorrection.RunAsync(engine, default)).ShouldBe(0);
    }

    private static async Task Apply(Engine engine, Sent sent)
    {
        var told = new Told(null);
        await engine.Host.SubmitAsync(new Actor.InputRecord(sent.Event, new SourceRecord(null, sent.Event.Header.Time, sent.Body, default), told, 1));
        (await told.Result).Outcome.ShouldBe(Outcome.Applied);
    }

    private Engine Start(PolicyTimeline timeline)
    {
        var book = new PolicyBook([], timeline, DateTimeZone.Utc, ImmutableDictionary<string, DateTimeZone>.Empty);
        return Engine.Start(new AccountRules(book, Tariff.Empty, TestPolicies.FlatCard), new EngineSettings { Store = new SqliteStoreOptions { DataDirectory = _directory.Path } });
    }
}
