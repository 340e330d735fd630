using CreditRisk.Domain.Account;
using CreditRisk.Domain.Events;
using CreditRisk.Tests.Properties;
using NodaTime;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>What a history at hand answers.</summary>
public sealed class HistoryIndexTests(ITestOutputHelper output)
{
    private const int Histories = 60;
    private const int Long = 100_000;

    private static readonly Instant Start = AccountStory.At(0);

    [Fact]
    public void It_answers_as_a_search_through_the_whole_history_does() => Seeds.ForEach(output, Histories, seed =>
    {
        var random = new Random(seed);
        var index = new HistoryIndex();
        var events = new List<AccountEvent>();
        foreach (var e in RichHistory.Generate(seed).Records.Select(record => record.Event))
        {
            // About itself, and about something that stands anywhere in the history.
            HistoryQuestion[] questions = [Of(e), Of(events.Count == 0 ? e : events[random.Next(events.Count)])];
            questions.ShouldAllBe(question => index.Answer(e, question) == Searched(events, e, question), $"{e}");
            index.Add(e);
            events.Add(e);
        }
    });

    [Fact]
    public void An_item_is_cancelled_by_what_came_after_it_alone()
    {
        var index = new HistoryIndex();
        var question = new HistoryQuestion(null, Start, null, new FactId(FactKind.Item, "I1"));
        index.Add(Cancelled(1));
        index.Answer(Cancelled(2), question).ShouldBe(HistoryAnswer.Nothing);
        var charged = new ItemCharged(Header(3), "I1", ItemKind.Invoice, AccountStory.Eur(100), AccountStory.Day(1), AccountStory.Day(20), MinimumDue: null, []);
        index.Add(charged);
        index.Answer(Cancelled(4), question).ShouldBe(new HistoryAnswer(false, false, charged));
        index.Add(Cancelled(4));
        index.Answer(Cancelled(5), question).ShouldBe(new HistoryAnswer(false, false, charged, IsCancelled: true));
        index.Answer(Cancelled(4), question).EventKnown.ShouldBeTrue();
    }

    /// <summary>A search for each of them would take minutes.</summary>
    [Fact]
    public void A_long_history_answers_as_readily_as_a_short_one()
    {
        var index = new HistoryIndex();
        for (var number = 0; number < Long; number++)
        {
            index.Add(new HoldGranted(Header(number), $"H{number}", "extension", AccountStory.Day(1), AccountStory.Day(2), ApprovedBy: null, Evidence: null));
        }

        for (var number = 0; number < Long; number++)
        {
            var ended = new HoldEnded(Header(Long + number), $"H{number}");
            index.Answer(ended, Of(ended)).Target.ShouldBeOfType<HoldGranted>().HoldId.ShouldBe($"H{number}");
            index.Add(ended);
        }
    }

    private static HistoryQuestion Of(AccountEvent e) => new(null, e.Header.Time, e.Fact, AccountRules.TargetOf(e));

    private static ItemCancelled Cancelled(int number) => new(Header(number), "I1", Reason: null);

    private static EventHeader Header(int number) => new("billing", $"e{number}", "account", Start);

    private static HistoryAnswer Searched(List<AccountEvent> events, AccountEvent e, HistoryQuestion question)
    {
        var stated = question.Target is null ? -1 : events.FindLastIndex(earlier => earlier.Fact == question.Target);
        return new HistoryAnswer(
            events.Exists(earlier => (earlier.Header.Source, earlier.Header.Id) == (e.Header.Source, e.Header.Id)),
            question.Fact is not null && events.Exists(earlier => earlier.Fact == question.Fact),
            stated < 0 ? null : events[stated],
            stated >= 0 && events.Skip(stated).Any(later => later is ItemCancelled && AccountRules.TargetOf(later) == question.Target));
    }
}
