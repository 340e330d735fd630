using System.Net;
using System.Text;
using CreditRisk.Silo.Commands;
using CreditRisk.Silo.Runtime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

public sealed class HttpSinkTests
{
    private const string Taken = """{"accepted":1,"duplicates":2,"refused":1,"events":[{"index":0,"outcome":"accepted"},{"index":3,"outcome":"refused","reason":"bad-field"}]}""";

    [Fact]
    public async Task A_busy_receiver_gets_the_same_batch_again_after_longer_and_longer_pauses()
    {
        var receiver = new Receiver((HttpStatusCode.TooManyRequests, ""), (HttpStatusCode.ServiceUnavailable, ""), (HttpStatusCode.Accepted, Taken));
        var clock = new SkippingTime();
        await using var sink = receiver.Sink(clock);
        await sink.WriteAsync("{\"id\":\"a\"}"u8.ToArray(), CancellationToken.None);
        await sink.WriteAsync("{\"id\":\"b\"}"u8.ToArray(), CancellationToken.None);
        var answers = await sink.FinishAsync(CancellationToken.None);
        receiver.Bodies.ShouldBe(Enumerable.Repeat("{\"id\":\"a\"}\n{\"id\":\"b\"}\n", 3));
        clock.Pauses.ShouldBe([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)]);
        answers.ShouldBe(new Dictionary<string, long> { ["accepted"] = 1, ["duplicate"] = 2, ["refused (bad-field)"] = 1 }, ignoreOrder: true);
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
        var receiver = new Receiver((HttpStatusCode.Accepted, Taken));
        await using var sink = receiver.Sink(new SkippingTime());
        for (var i = 0; i < 2_500; i++)
        {
            await sink.WriteAsync("{}"u8.ToArray(), CancellationToken.None);
        }

        await sink.FinishAsync(CancellationToken.None);
        receiver.Bodies.Select(body => body.Count(letter => letter == '\n')).ShouldBe([1000, 1000, 500]);
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
