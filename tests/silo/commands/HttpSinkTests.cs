using System.Net;
using System.Text;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

public sealed class HttpSinkTests
{
    [Fact]
    public async Task A_busy_receiver_gets_the_same_batch_again_after_longer_and_longer_pauses()
    {
        var receiver = new Receiver((HttpStatusCode.TooManyRequests, ""), (HttpStatusCode.ServiceUnavailable, ""), (HttpStatusCode.Accepted, Answers("accepted", "accepted")));
        var clock = new SkippingTime();
        await using var sink = receiver.Sink(clock);
        await sink.WriteAsync("{\"id\":\"a\"}"u8.ToArray(), CancellationToken.None);
        await sink.WriteAsync("{\"id\":\"b\"}"u8.ToArray(), CancellationToken.None);
        var delivery = await sink.FinishAsync(CancellationToken.None);
        receiver.Bodies.ShouldBe(Enumerable.Repeat("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", 3));
        clock.Pauses.ShouldBe([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)]);
        delivery.ShouldNotBeNull().ToString().ShouldBe("2 accepted, 0 duplicates, 0 refused");
        receiver.Told.Count.ShouldBe(2);
        receiver.Address.ShouldBe("http://127.0.0.1:1/v1/events application/x-ndjson");
    }

    [Fact]
    public async Task A_receiver_that_stays_busy_is_given_up()
    {
        var receiver = new Receiver((HttpStatusCode.ServiceUnavailable, "{\"code\":\"store-away\"}"));
        await using var sink = receiver.Sink(new SkippingTime());
        await sink.WriteAsync("{}"u8.ToArray(), CancellationToken.None);
        var failure = await Should.ThrowAsync<HttpRequestException>(sink.FinishAsync(CancellationToken.None).AsTask());
        failure.Message.ShouldBe("http://127.0.0.1:1/v1/events answered 503: {\"code\":\"store-away\"}");
        receiver.Bodies.Count.ShouldBe(12);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_sent_again()
    {
        var receiver = new Receiver((HttpStatusCode.BadRequest, "no"));
        await using var sink = receiver.Sink(new SkippingTime());
        await sink.WriteAsync("{}"u8.ToArray(), CancellationToken.None);
        await Should.ThrowAsync<HttpRequestException>(sink.FinishAsync(CancellationToken.None).AsTask());
        receiver.Bodies.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_is_sent_when_it_is_full()
    {
        var (full, rest) = (Answers([.. Enumerable.Repeat("accepted", 1000)]), Answers([.. Enumerable.Repeat("duplicate", 500)]));
        var receiver = new Receiver((HttpStatusCode.Accepted, full), (HttpStatusCode.Accepted, full), (HttpStatusCode.Accepted, rest));
        await using var sink = receiver.Sink(new SkippingTime());
        (await SendAsync(sink, 2_500)).ToString().ShouldBe("2,000 accepted, 500 duplicates, 0 refused");
        receiver.Bodies.Select(body => body.Count(letter => letter == '\n')).ShouldBe([1000, 1000, 500]);
    }

    [Fact]
    public async Task What_was_answered_to_each_event_is_counted_and_the_first_refusal_is_kept()
    {
        var receiver = new Receiver(
            (HttpStatusCode.Accepted, Answers([.. Enumerable.Repeat("accepted", 999), "refused"])),
            (HttpStatusCode.Accepted, Answers("duplicate", "refused", "accepted", "refused")));
        await using var sink = receiver.Sink(new SkippingTime());
        var delivery = await SendAsync(sink, 1_004);
        (delivery.Accepted, delivery.Duplicates, delivery.Refused, delivery.Events).ShouldBe((1_000, 1, 3, 1_004));
        delivery.RefusedByReason.ShouldBe(new Dictionary<string, long> { ["bad-1"] = 1, ["bad-3"] = 1, ["bad-999"] = 1 });
        delivery.FirstRefusal.ShouldBe(new RefusedEvent("e-999", "bad-999", "no good"));
        delivery.ToString().ShouldBe("1,000 accepted, 1 duplicates, 3 refused (1 bad-1, 1 bad-3, 1 bad-999)");
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("accepted", "accepted", "accepted")]
    public async Task An_answer_for_other_events_than_were_sent_is_a_failure(params string[] outcomes)
    {
        var receiver = new Receiver((HttpStatusCode.Accepted, Answers(outcomes)));
        await using var sink = receiver.Sink(new SkippingTime());
        (await Should.ThrowAsync<HttpRequestException>(SendAsync(sink, 2))).Message.ShouldEndWith($"was sent 2 events and answered for {outcomes.Length}");
    }

    [Fact]
    public async Task An_outcome_that_there_is_none_of_is_a_failure()
    {
        var receiver = new Receiver((HttpStatusCode.Accepted, Answers("maybe")));
        await using var sink = receiver.Sink(new SkippingTime());
        (await Should.ThrowAsync<InvalidDataException>(SendAsync(sink, 1))).Message.ShouldContain("'maybe' to the event e-0");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task An_answer_without_events_is_none_of_ours(string body)
    {
        var receiver = new Receiver((HttpStatusCode.OK, body));
        await using var sink = receiver.Sink(new SkippingTime());
        (await Should.ThrowAsync<HttpRequestException>(SendAsync(sink, 1))).Message.ShouldContain("is no CreditRisk API");
    }

    [Fact]
    public async Task Another_kind_of_server_is_told_from_ours()
    {
        var receiver = new Receiver((HttpStatusCode.OK, "<html>"));
        await using var sink = receiver.Sink(new SkippingTime());
        await sink.WriteAsync("{}"u8.ToArray(), CancellationToken.None);
        (await Should.ThrowAsync<HttpRequestException>(sink.FinishAsync(CancellationToken.None).AsTask())).Message.ShouldContain("is no CreditRisk API");
    }

    [Fact]
    public void An_address_that_is_none_is_refused() =>
        Should.Throw<ConfigurationException>(() => HttpSink.Open("ftp://x", TimeProvider.System, _ => { }));

    private static async Task<Delivery> SendAsync(HttpSink sink, int events)
    {
        for (var i = 0; i < events; i++)
        {
            await sink.WriteAsync("{}"u8.ToArray(), CancellationToken.None);
        }

        return (await sink.FinishAsync(CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>An answer to events with these outcomes.</summary>
    private static string Answers(params string[] outcomes)
    {
        var events = outcomes.Select((outcome, index) =>
            $$"""{"index":{{index}},"id":"e-{{index}}","outcome":"{{outcome}}"{{(outcome == "refused" ? $$""","reason":"bad-{{index}}","message":"no good" """ : "")}}}""");
        return $$"""{"accepted":{{outcomes.Count(one => one == "accepted")}},"duplicates":0,"refused":0,"events":[{{string.Join(',', events)}}]}""";
    }

    /// <summary>Answers requests with what was given; with the last of it for ever.</summary>
    private sealed class Receiver(params (HttpStatusCode Status, string Body)[] answers) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        public List<string> Told { get; } = [];

        public string? Address { get; private set; }

        public HttpSink Sink(TimeProvider clock) => HttpSink.Open("http://127.0.0.1:1", clock, Told.Add, new HttpClient(this));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = $"{request.RequestUri} {request.Content!.Headers.ContentType}";
            Bodies.Add(Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken)));
            var (status, body) = answers[Math.Min(Bodies.Count, answers.Length) - 1];
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }
    }

    /// <summary>A clock on which every pause is over at once, and noted.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
