using CreditRisk.Actor;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Ingest.Records;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;
using CreditRisk.Tests.Storage;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Grains.Actor;

/// <summary>The rows of the desk are what the accounts' states say: after each write, until time wakes the account, and after a restart. A store is tested by a class that derives from this one.</summary>
public abstract class DeskReconciliation(ITestOutputHelper output)
{
    private const int Accounts = 25;

    private static readonly AccountRules Rules = TestPolicies.Rules(new Policy(
        TestPolicies.Terms with { GraceDays = 2, Restriction = new RestrictionTerms { AnswerHours = 30, Attempts = 2, RetryHours = 12 } },
        [
            TestPolicies.Ladder[0], TestPolicies.Ladder[1] with { Restrict = RestrictionLevel.Limit },
            TestPolicies.Ladder[2] with { Restrict = RestrictionLevel.Stop }, TestPolicies.Ladder[3],
        ]));

    private static readonly StateCodec Codec = new(Rules.Book);

    /// <summary>The store, which was empty when the test began.</summary>
    protected abstract IAccountStore Store { get; }

    [Fact]
    public void Generated_accounts_are_on_the_desk_as_their_states_say()
    {
        var seed = OracleRun.BaseSeed();
        output.WriteLine($"{OracleRun.SeedVariable}={seed}, {Accounts} histories");
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < Accounts; number++)
        {
            Live(seed + number, seen);
        }

        output.WriteLine(string.Join(", ", seen));
        DeskEntry[] all = [.. Store.List(0, 1000).Where(row => row.Desk is not null).Select(row => new DeskEntry(row.Id, row.Desk!))];
        all.Length.ShouldBeInRange(1, Accounts);
        Store.ShouldList(all, 3, $"seed {seed}");
        seen.ShouldBe(["cut", "forecast", "in flight", "in force", "late", "none", "paused", "ready"], "the histories show every kind of row");
    }

    [Fact]
    public void A_store_of_before_gets_a_row_of_the_desk_with_the_next_write_of_its_account()
    {
        var actor = AccountActor.Create(Context(), "A");
        var (bill, beat) = (Sent.Invoice("A", 1, "I1", "100.00", due: 10), Sent.Beat("A", 12.5, "beat"));
        Take(actor, bill.Event, bill.Event.Header.Time);
        actor.Advance(AccountStory.At(12));
        Write(actor);
        var expected = Stored("A").Desk.ShouldNotBeNull();
        Forget(Stored("A"));
        Stored("A").Desk.ShouldBeNull();

        var again = AccountActor.Load(Context(), Stored("A"));
        Take(again, beat.Event, beat.Event.Header.Time);
        Write(again);

        Stored("A").Desk.ShouldBe(expected);
    }

    private void Live(int seed, SortedSet<string> seen)
    {
        var random = new Random(seed);
        var history = RichHistory.Generate(seed);
        var id = $"A{seed}";
        var actor = AccountActor.Create(Context(), id);
        foreach (var record in history.Records)
        {
            Take(actor, record.Event with { Header = record.Event.Header with { Account = id } }, record.LoggedAt);
            Answer(actor, random, record.LoggedAt);
            if (random.Next(3) > 0)
            {
                Write(actor);
                Check(id, seed, seen);
                actor = random.Next(6) == 0 ? AccountActor.Load(Context(), Stored(id)) : actor;
            }
        }

        actor.Advance(history.End);
        if (actor.IsDirty)
        {
            Write(actor);
        }

        Check(id, seed, seen);
    }

    /// <summary>Plays those outside of the account: lets restrictions leave, and answers what left.</summary>
    private static void Answer(AccountActor actor, Random random, Instant now)
    {
        EventHeader Header() => new("outside", $"answer-{random.NextInt64()}", actor.Id, now);
        if (actor.State?.Restriction is { Wanted: { ReadyAt: not null } wanted } && random.Next(2) == 0)
        {
            Take(actor, new RestrictionAllowed(Header(), wanted.Number), now);
        }

        if (actor.State?.Restriction.InFlight is { } flight && random.Next(2) == 0)
        {
            var kind = random.Next(4) == 0 ? ResultKind.RestrictionFailed : flight.Action == RestrictionAction.Restore ? ResultKind.RestrictionRestored : ResultKind.RestrictionExecuted;
            Take(actor, new ResultReported(Header(), kind, AccountEffect.IdOf(actor.Id, flight.Number), Reason: null), now);
        }
    }

    private void Check(string id, int seed, SortedSet<string> seen)
    {
        var row = Stored(id);
        var state = Engine.Decode(Codec, row);
        row.Desk.ShouldBe(DeskProjection.Of(Rules, state), $"seed {seed} at {state.Now}");
        if (state.WakeAt is var wake && wake < Instant.MaxValue && wake - Duration.FromSeconds(1) > state.Now)
        {
            var later = Rules.Advance(state, wake - Duration.FromSeconds(1)).State!;
            DeskProjection.Of(Rules, later).ShouldBe(row.Desk, $"seed {seed}: nothing happens between {state.Now} and {wake}");
        }

        if (row.Desk is { WantedSince: null, InFlight: null, CutAt: { } cutAt })
        {
            Rules.Advance(state, cutAt - Duration.FromTicks(1)).State!.Restriction.Wanted.ShouldBeNull($"seed {seed}");
            Rules.Advance(state, cutAt).State!.Restriction.Wanted.ShouldNotBeNull($"seed {seed}").Since.ShouldBe(cutAt);
        }

        Note(row.Desk, seen);
    }

    private static void Note(DeskRow? row, SortedSet<string> seen)
    {
        IEnumerable<string> kinds = row is null ? ["none"] :
        [
            .. row.Overdue > 0 ? (string[])["late"] : [], .. row.Wanted != RestrictionLevel.None ? (string[])["cut"] : [], .. row.ReadyAt is not null ? (string[])["ready"] : [],
            .. row is { Wanted: RestrictionLevel.None, CutAt: not null } ? (string[])["forecast"] : [], .. row.InFlight is not null ? (string[])["in flight"] : [],
            .. row.InForce != RestrictionLevel.None ? (string[])["in force"] : [], .. row.PauseEndsOn is not null ? (string[])["paused"] : [],
        ];
        seen.UnionWith(kinds);
    }

    private ActorContext Context() => new(Rules, Codec, new HistoryLookup(Store), 5, new ArchiveRule());

    private StoredAccount Stored(string id) => Store.Load([id])[0].ShouldNotBeNull();

    private static void Take(AccountActor actor, AccountEvent e, Instant loggedAt) =>
        actor.Apply(new InputRecord(e, new SourceRecord(null, loggedAt, "{}"u8.ToArray(), default), new Told(), 0));

    private void Write(AccountActor actor)
    {
        var write = actor.TakeWrite(out _);
        if (write is not null)
        {
            Store.Commit(new CommitBatch([write], [], [])).ShouldBe([true]);
        }

        actor.Written(write?.Key ?? actor.Key);
    }

    /// <summary>Makes of a row what it was before there was a desk.</summary>
    private void Forget(StoredAccount row) => Store.Commit(new CommitBatch(
        [
            new AccountWrite
            {
                Id = row.Id, Key = row.Key, Expected = row.Version, Next = row.Version with { Number = row.Version.Number + 1 }, State = row.State,
                Stage = CreditRisk.Domain.Ladder.Stage.Good, Quarantined = false, DeskChanged = true, History = [], Outbox = [], DeadLetters = [], Totals = [],
            },
        ],
        [],
        [])).ShouldBe([true]);
}
