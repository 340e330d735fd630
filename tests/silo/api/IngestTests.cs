using System.Text;
using CreditRisk.Storage.Contracts;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>What becomes of events that are sent over HTTP.</summary>
public sealed class IngestTests
{
    private const string Batch = "application/cloudevents-batch+json";
    private const string Lines = "application/x-ndjson";

    [Fact]
    public async Task An_event_is_durable_when_it_is_answered()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var answer = await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));

        answer.Status.ShouldBe(202);
        answer.Text.ShouldBe("""{"accepted":1,"duplicates":0,"refused":0,"events":[{"index":0,"id":"e-1","outcome":"accepted"}]}""");
        service.Service.Engine.Reader.HistoryBackwards("C-1").Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_event_sent_again_is_a_duplicate_and_changes_nothing()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));

        var answer = await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));

        answer.Status.ShouldBe(202);
        answer.Outcomes().ShouldBe(["duplicate"]);
        answer["duplicates"].ShouldBe("1");
        (await service.GetAsync("v1/accounts/C-1"))["receivable"].ShouldBe("120.00");
    }

    [Fact]
    public async Task A_single_event_that_is_refused_is_answered_422_and_kept_with_all_its_bytes()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var sent = Sent.Invoice("e-1", "C-1", "I-1", amount: "-1");

        var answer = await service.SendAsync(sent);

        answer.Status.ShouldBe(422);
        answer.Outcomes().ShouldBe(["refused: bad-amount"]);
        answer.Json["events"]![0]!["message"]!.ToString().ShouldContain("data.amount");
        var letter = service.Service.Engine.Reader.DeadLetters(0, 10).ShouldHaveSingleItem().Letter;
        Encoding.UTF8.GetString(letter.Body.Span).ShouldBe(sent);
        letter.Reason.ShouldBe("bad-amount");
        letter.Account.ShouldBe("C-1");
        letter.EventId.ShouldBe("e-1");
        letter.Origin.ShouldBe("http");
        letter.At.ToDateTimeOffset().ShouldBe(service.Time.GetUtcNow());
    }

    [Fact]
    public async Task What_is_no_JSON_at_all_is_kept_too()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var answer = await service.SendAsync([0xFF, 0xFE, (byte)'{'], "application/cloudevents+json");

        answer.Status.ShouldBe(422);
        answer.Outcomes().ShouldBe(["refused: malformed-json"]);
        service.Service.Engine.Reader.DeadLetters(0, 10).ShouldHaveSingleItem().Letter.Body.ToArray().ShouldBe([0xFF, 0xFE, (byte)'{']);
    }

    [Fact]
    public async Task The_rules_refuse_too_and_say_why()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"));

        var answer = await service.SendAsync(Sent.Invoice("e-2", "C-1", "I-1"));

        answer.Status.ShouldBe(422);
        answer.Outcomes().ShouldBe(["refused: id-reused"]);
        service.Service.Engine.Reader.Counts().DeadLetters.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_is_dealt_with_for_good_even_if_some_of_it_is_refused()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        string[] events = [Sent.Invoice("e-1", "C-1", "I-1"), Sent.Invoice("e-2", "C-1", "I-2", amount: "x"), "17", Sent.Invoice("e-1", "C-1", "I-1")];

        var answer = await service.SendAsync(Sent.Batch(events), Batch);

        answer.Status.ShouldBe(202);
        answer.Outcomes().ShouldBe(["accepted", "refused: bad-amount", "refused: bad-field", "duplicate"]);
        (answer["accepted"], answer["duplicates"], answer["refused"]).ShouldBe(("1", "1", "2"));
        answer.Json["events"]!.AsArray().Select(item => item!["index"]!.GetValue<int>()).ShouldBe([0, 1, 2, 3]);
        service.Service.Engine.Reader.Counts().ShouldBe(new StoreCounts(1, 1, 0, 2));
    }

    [Fact]
    public async Task Events_of_an_account_are_applied_in_the_order_of_the_request()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var events = Enumerable.Range(1, 500).Select(i => Sent.Invoice($"e-{i}", "C-1", $"I-{i}")).ToList();

        (await service.SendAsync(Sent.Batch(events), Batch))["accepted"].ShouldBe("500");

        service.Service.Engine.Reader.HistoryBackwards("C-1").Select(record => Encoding.UTF8.GetString(record.Body.Span)).Reverse().ShouldBe(events);
    }

    [Fact]
    public async Task The_events_of_a_batch_are_kept_as_they_stand_in_it()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var sent = Sent.Invoice("e-1", "C-1", "I-1").Replace("\"id\"", "\r\n\t \"id\" ", StringComparison.Ordinal).Replace("EUR", "\\u0045UR", StringComparison.Ordinal);

        (await service.SendAsync($"\uFEFF [ {sent}\n ,\n{Sent.Invoice("e-2", "C-1", "I-2")} ]\n", Batch))["accepted"].ShouldBe("2");

        Encoding.UTF8.GetString(service.Service.Engine.Reader.HistoryBackwards("C-1").Last().Body.Span).ShouldBe(sent);
    }

    [Fact]
    public async Task Lines_may_end_in_CRLF_and_be_blank()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var answer = await service.SendAsync($"{Sent.Invoice("e-1", "C-1", "I-1")}\r\n\r\n  \n{{\n{Sent.Invoice("e-2", "C-2", "I-2")}", Lines);

        answer.Status.ShouldBe(202);
        answer.Outcomes().ShouldBe(["accepted", "refused: malformed-json", "accepted"]);
    }

    [Fact]
    public async Task Plain_JSON_is_a_batch_if_it_begins_with_a_bracket()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.SendAsync($" \n[{Sent.Invoice("e-1", "C-1", "I-1")}]", "application/json; charset=UTF-8"))["accepted"].ShouldBe("1");
        (await service.SendAsync(Sent.Invoice("e-2", "C-1", "I-2"), "application/json"))["accepted"].ShouldBe("1");
    }

    [Fact]
    public async Task A_batch_of_one_that_is_refused_is_still_a_batch()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.SendAsync("[{}]", Batch)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task An_empty_batch_has_nothing_to_answer()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        var answer = await service.SendAsync("[]", Batch);

        answer.Status.ShouldBe(202);
        answer.Outcomes().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_heartbeat_of_a_feed_opens_no_account()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var heartbeat = """{"specversion":"1.0","id":"e-1","source":"/test","type":"feed.heartbeat","time":"2026-03-01T08:00:00Z","data":{"feed":"payments","completeUpTo":"2026-03-01T08:00:00Z"}}""";

        (await service.SendAsync(heartbeat)).Outcomes().ShouldBe(["accepted"]);

        service.Service.Engine.Reader.Counts().ShouldBe(new StoreCounts(0, 0, 0, 0));
    }

    [Fact]
    public async Task Ten_thousand_events_go_in_one_request()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var events = Enumerable.Range(0, 10_000).Select(i => Sent.Invoice($"e-{i}", $"C-{i % 97}", $"I-{i}"));

        var answer = await service.SendAsync(string.Join('\n', events), Lines);

        answer["accepted"].ShouldBe("10000");
        service.Service.Engine.Reader.Counts().Records.ShouldBe(10_000);
    }
}
