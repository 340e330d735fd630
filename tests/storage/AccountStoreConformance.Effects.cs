using CreditRisk.Storage.Contracts;
using NodaTime;
using Shouldly;
using Xunit;
using static CreditRisk.Tests.Storage.StoreSamples;

namespace CreditRisk.Tests.Storage;

// Effects and dead letters.
public abstract partial class AccountStoreConformance
{
    [Fact]
    public void An_effect_comes_back_exactly()
    {
        var at = Morning + Duration.FromNanoseconds(700);
        Writer.Stored(First("A").With(outbox: [new OutboxRow(1, "warnings", "risk.warning.raised", at, Bytes("{\"ß\":1}"))]));
        var effect = Reader.Effects(0, 10).ShouldHaveSingleItem();
        effect.Account.ShouldBe("A");
        effect.Number.ShouldBe(1);
        effect.Topic.ShouldBe("warnings");
        effect.Type.ShouldBe("risk.warning.raised");
        effect.At.ShouldBe(at);
        Text(effect.Body).ShouldBe("{\"ß\":1}");
    }

    [Fact]
    public void Effects_are_read_in_pages_in_the_order_of_their_commits()
    {
        var a = Writer.Stored(First("A").With(outbox: [Effect(1), Effect(2)]));
        var b = Writer.Stored(First("B").With(outbox: [Effect(1)]));
        Writer.Commit(After(b).With(outbox: [Effect(2)]), After(a).With(outbox: [Effect(3)]));
        var read = new List<StoredEffect>();
        while (Reader.Effects(read.LastOrDefault()?.Offset ?? 0, 2) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(2);
            read.AddRange(page);
        }

        read.Select(effect => effect.Offset).ShouldBeInOrder();
        read.Take(3).Select(effect => $"{effect.Account}{effect.Number}").ShouldBe(["A1", "A2", "B1"]);
        read.Skip(3).Select(effect => $"{effect.Account}{effect.Number}").ShouldBe(["B2", "A3"], ignoreOrder: true);
    }

    [Fact]
    public void One_accounts_effects_are_read_alone()
    {
        Writer.Commit(First("A").With(outbox: [Effect(1), Effect(2), Effect(3)]), First("B").With(outbox: [Effect(1)]));
        Reader.Effects(0, 10, "A").Select(effect => effect.Number).ShouldBe([1, 2, 3]);
        var first = Reader.Effects(0, 1, "A").ShouldHaveSingleItem();
        Reader.Effects(first.Offset, 1, "A").ShouldHaveSingleItem().Number.ShouldBe(2);
        Reader.NewestEffects(2, "A").Select(effect => effect.Number).ShouldBe([3, 2]);
        Reader.Effects(0, 10, "unknown").ShouldBeEmpty();
        Reader.NewestEffects(10, "unknown").ShouldBeEmpty();
    }

    [Fact]
    public void The_newest_effects_come_first()
    {
        Writer.Stored(First("A").With(outbox: [Effect(1), Effect(2)]));
        Writer.Stored(First("B").With(outbox: [Effect(1)]));
        Reader.NewestEffects(2).Select(effect => $"{effect.Account}{effect.Number}").ShouldBe(["B1", "A2"]);
        Reader.NewestEffects(0).ShouldBeEmpty();
    }

    [Fact]
    public void A_number_that_an_effect_has_already_is_refused_for_its_content()
    {
        var first = Writer.Stored(First("A").With(outbox: [Effect(1)]));
        Should.Throw<StoreException>(() => Writer.Commit(First("B"), After(first).With(outbox: [Effect(1)])))
            .Failure.ShouldBe(StoreFailure.Content);
        Reader.Counts().ShouldBe(new StoreCounts(1, 1, 1, 0));
    }

    [Fact]
    public void A_dead_letter_is_kept_whole()
    {
        var letter = new DeadLetter(
            Morning + Duration.FromNanoseconds(300), "poison", "could not digest 'ü' 🙂", "A", "E-1", "billing/3/42",
            new byte[] { 0, 255, 1 }, new byte[] { 2 }, new byte[] { 3, 0 });
        Writer.Stored(First("A").With(letters: [letter]));
        var stored = Reader.DeadLetters(0, 10).ShouldHaveSingleItem();
        ShouldBeSame(stored.Letter, letter);
        ShouldBeSame(Reader.DeadLetter(stored.Id).ShouldNotBeNull().Letter, letter);
        Reader.DeadLetter(stored.Id + 1).ShouldBeNull();
    }

    [Fact]
    public void A_dead_letter_of_nothing_known_is_kept_too()
    {
        var letter = new DeadLetter(Morning, "schema", string.Empty, null, null, null, default, default, default);
        Writer.Commit(new CommitBatch([], [letter], [])).ShouldBeEmpty();
        ShouldBeSame(Reader.DeadLetters(0, 10).ShouldHaveSingleItem().Letter, letter);
    }

    [Fact]
    public void Texts_that_a_dead_letter_quotes_may_hold_anything()
    {
        var letter = new DeadLetter(Morning, "id", "half a pair: \ud800", "a\0b", "\0", "t\0", Bytes("x"), default, default);
        Writer.Commit(new CommitBatch([], [letter], []));
        var stored = Reader.DeadLetters(0, 10).ShouldHaveSingleItem().Letter;
        stored.Message.ShouldBe("half a pair: \ufffd");
        stored.Account.ShouldBe("a\ufffdb");
        stored.EventId.ShouldBe("\ufffd");
        stored.Origin.ShouldBe("t\ufffd");
    }

    [Fact]
    public void Dead_letters_are_read_in_pages_and_by_reason()
    {
        Writer.Commit(new CommitBatch([First("A").With(letters: [Letter("poison")])], [Letter("schema"), Letter("orphan"), Letter("schema")], []));
        var all = Reader.DeadLetters(0, 10);
        all.Count.ShouldBe(4);
        all.Select(letter => letter.Id).ShouldBeInOrder();
        Reader.DeadLetters(all[1].Id, 1).ShouldHaveSingleItem().Id.ShouldBe(all[2].Id);
        var schema = Reader.DeadLetters(0, 10, "schema");
        schema.Count.ShouldBe(2);
        Reader.DeadLetters(schema[0].Id, 10, "schema").ShouldHaveSingleItem().Id.ShouldBe(schema[1].Id);
        Reader.DeadLetters(0, 10, "unknown").ShouldBeEmpty();
    }

    [Fact]
    public void What_became_of_a_dead_letter_is_noted_beside_it()
    {
        Writer.Commit(new CommitBatch([], [Letter("schema"), Letter("orphan")], []));
        var letters = Reader.DeadLetters(0, 10);
        var end = new LetterEnd(letters[1].Id, Morning + Duration.FromDays(1), "applied");
        Writer.Commit(new CommitBatch([], [], []) { LetterEnds = [end, new LetterEnd(letters[1].Id + 100, Morning, "applied")] });
        Reader.DeadLetters(0, 10).Select(letter => letter.End).ShouldBe([null, end]);
        ShouldBeSame(Reader.DeadLetter(letters[1].Id).ShouldNotBeNull().Letter, letters[1].Letter);
    }

    private static void ShouldBeSame(DeadLetter stored, DeadLetter letter)
    {
        (stored with { Body = default, Headers = default, State = default }).ShouldBe(letter with { Body = default, Headers = default, State = default });
        stored.Body.ToArray().ShouldBe(letter.Body.ToArray());
        stored.Headers.ToArray().ShouldBe(letter.Headers.ToArray());
        stored.State.ToArray().ShouldBe(letter.State.ToArray());
    }
}
