using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Tests.Properties;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>States that are encoded against archives: always the same states, in few bytes.</summary>
public sealed class StateArchiveTests(ITestOutputHelper output)
{
    private static readonly StateCodec Codec = new(RichState.Rules.Book);

    [Theory]
    [InlineData(ArchiveRule.UsualLeastParts, 100)]
    [InlineData(2, 40)]
    public void A_ledger_that_changes_in_any_way_is_always_the_same_after_it_was_decoded(int leastParts, int mostParts) => Seeds.ForEach(output, 10, seed =>
    {
        var (random, rule) = (new Random(seed), new ArchiveRule(leastParts));
        var ledger = new RandomLedger(random, mostParts);
        var (state, archive) = (RichState.Rules.Quarantine(null, "account", AccountStory.At(0)), StateArchive.Empty);
        var (made, dropped) = (0, 0);
        for (var step = 0; step < 700; step++)
        {
            state = ledger.Change(state);
            var next = rule.ArchiveFor(state, archive);
            made += ReferenceEquals(next, archive) || next.IsEmpty ? 0 : 1;
            dropped += ReferenceEquals(next, archive) || !next.IsEmpty ? 0 : 1;
            archive = next;
            var (decoded, decodedArchive) = ShouldBeTheSame(state, archive);
            if (random.Next(4) == 0)
            {
                (state, archive) = (decoded, decodedArchive);
            }
        }

        made.ShouldBeGreaterThan(5);
        dropped.ShouldBeGreaterThan(leastParts > 2 ? 0 : -1, "it has become small");
    });

    [Fact]
    public void Every_state_of_every_history_is_the_same_after_it_was_decoded() => Seeds.ForEach(output, 60, seed =>
    {
        var rules = PropertyRules.Varied(reversalDays: 30);
        var (rule, archive) = (new ArchiveRule(4), StateArchive.Empty);
        AccountRun.Through(rules, RichHistory.Generate(seed), run =>
        {
            if (run.IsOpened)
            {
                archive = rule.ArchiveFor(run.State, archive);
                ShouldBeTheSame(run.State, archive);
            }
        });
    });

    [Fact]
    public void A_small_account_is_encoded_as_it_always_was()
    {
        var state = Large(15, 15);

        var archive = new ArchiveRule().ArchiveFor(state, StateArchive.Empty);

        archive.IsEmpty.ShouldBeTrue();
        StateCodec.Encode(state, archive).ShouldBe(StateCodec.Encode(state));
        StateCodec.Encode(state)[0].ShouldBe(StateCodec.Whole);
    }

    [Fact]
    public void What_was_archived_is_the_archives_own_object_after_decoding()
    {
        var state = Large(40, 40);
        var archive = StateArchive.Decode(StateArchive.Of(state).Encoded);

        var decoded = Codec.Decode(StateCodec.Encode(state, StateArchive.Of(state)), archive);

        decoded.Ledger.Items.Zip(archive.Items).ShouldAllBe(pair => ReferenceEquals(pair.First, pair.Second));
        decoded.Ledger.Credits.Zip(archive.Credits).ShouldAllBe(pair => ReferenceEquals(pair.First, pair.Second));
        archive.UseBy(decoded).InFull.ShouldBe(0);
    }

    [Fact]
    public void An_ordinary_write_of_a_large_account_is_small()
    {
        var (rule, archive) = (new ArchiveRule(), StateArchive.Empty);
        var state = Large(500, 500);
        archive = rule.ArchiveFor(state, archive);
        var story = new Random(7);
        var (sizes, archives) = (new List<int>(), 0);
        var growing = new RandomLedger(story, int.MaxValue);
        for (var write = 0; write < 200; write++)
        {
            state = growing.Change(state);
            var next = rule.ArchiveFor(state, archive);
            archives += ReferenceEquals(next, archive) ? 0 : 1;
            archive = next;
            sizes.Add(StateCodec.Encode(state, archive).Length);
        }

        output.WriteLine($"{sizes.Average():0} bytes on average, {sizes.Max()} at most, {archives} archives of {archive.Encoded.Length}; whole: {StateCodec.Encode(state).Length}");
        sizes.Average().ShouldBeLessThan(2048);
        archives.ShouldBeLessThan(12);
    }

    [Fact]
    public void A_state_without_its_archive_or_with_another_one_is_not_decoded()
    {
        var (state, other) = (Large(40, 0), Large(41, 0));
        var encoded = StateCodec.Encode(state, StateArchive.Of(state));

        Should.Throw<StateCodecException>(() => Codec.Decode(encoded)).Message.ShouldEndWith("and there is none");
        Should.Throw<StateCodecException>(() => Codec.Decode(encoded, StateArchive.Of(other))).Message.ShouldContain("the state of account account needs the archive");
        Codec.Decode(StateCodec.Encode(state), StateArchive.Of(other)).Ledger.Items.Length.ShouldBe(40);
    }

    [Fact]
    public void A_damaged_archive_is_told_as_damaged_or_does_not_fit_its_state()
    {
        var state = Large(40, 40);
        var archive = StateArchive.Of(state);
        var encoded = StateCodec.Encode(state, archive);
        var whole = archive.Encoded.ToArray();
        Should.Throw<StateCodecException>(() => StateArchive.Decode(new byte[] { 99 })).Message.ShouldContain("version 99");
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 1;
            Should.Throw<StateCodecException>(() => Codec.Decode(encoded, StateArchive.Decode(damaged)), $"byte {at}");
            Should.Throw<StateCodecException>(() => Codec.Decode(encoded, StateArchive.Decode(whole.AsMemory(0, at))), $"{at} bytes");
        }
    }

    /// <summary>An account with so many items and credits.</summary>
    private static AccountState Large(int items, int credits)
    {
        var story = new AccountStory(RichState.Rules);
        for (var i = 0; i < Math.Max(items, credits); i++)
        {
            _ = i < items ? story.Bill(1 + (i * 0.001), $"I{i:D6}", 100 + i, due: 20) : story;
            _ = i < credits ? story.Pay(1.0005 + (i * 0.001), $"P{i:D6}", 90 + i) : story;
        }

        return story.State;
    }

    private static (AccountState State, StateArchive Archive) ShouldBeTheSame(AccountState state, StateArchive archive)
    {
        var encoded = StateCodec.Encode(state, archive);
        var decodedArchive = StateArchive.Decode(archive.Encoded.ToArray());
        var decoded = Codec.Decode(encoded, decodedArchive);
        StateCodec.Encode(decoded).AsSpan().SequenceEqual(StateCodec.Encode(state)).ShouldBeTrue();
        StateCodec.Encode(decoded, decodedArchive).AsSpan().SequenceEqual(encoded).ShouldBeTrue("its parts are recognised");
        decodedArchive.UseBy(decoded).ShouldBe(archive.UseBy(state));
        return (decoded, decodedArchive);
    }
}
