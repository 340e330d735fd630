using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>Requests of which nothing is taken in.</summary>
public sealed class IngestRefusalTests
{
    private const string Batch = "application/cloudevents-batch+json";

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[{}] {}")]
    [InlineData("[{} {}]")]
    [InlineData("[{\"a\":}]")]
    [InlineData("nonsense")]
    public async Task A_batch_that_cannot_be_split_is_refused_whole(string batch)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var sent = batch.StartsWith('[') ? batch.Insert(1, Sent.Invoice("e-1", "C-1", "I-1") + ",") : batch;

        (await service.SendAsync(sent, Batch)).ShouldBeProblem(400, "malformed-batch");

        service.Service.Engine.Reader.Counts().ShouldBe(new(0, 0, 0, 0));
    }

    [Theory]
    [InlineData("", "application/cloudevents+json")]
    [InlineData(" \n ", "application/x-ndjson")]
    [InlineData("", Batch)]
    public async Task A_request_without_a_body_has_no_events(string body, string contentType)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.SendAsync(body, contentType)).ShouldBeProblem(400, "no-events");
    }

    [Fact]
    public async Task More_events_than_allowed_are_refused_whole()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Api = settings.Api with { MaxEventsPerRequest = 2 } });
        string[] events = [Sent.Invoice("e-1", "C-1", "I-1"), Sent.Invoice("e-2", "C-1", "I-2"), Sent.Invoice("e-3", "C-1", "I-3")];

        (await service.SendAsync(Sent.Batch(events), Batch)).ShouldBeProblem(413, "too-many-events");
        (await service.SendAsync(string.Join('\n', events), "application/x-ndjson")).ShouldBeProblem(413, "too-many-events");
        (await service.SendAsync(Sent.Batch(events[1..]), Batch)).Status.ShouldBe(202);
    }

    [Fact]
    public async Task A_request_larger_than_allowed_is_refused_whole()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Api = settings.Api with { MaxRequestMebibytes = 1 } });
        var large = Encoding.UTF8.GetBytes(Sent.Invoice("e-1", "C-1", "I-1") + "\n" + new string(' ', 1 << 20));

        // The sender asks first: else the answer may meet a connection on which it is still sending.
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/events") { Content = new ByteArrayContent(large), Headers = { ExpectContinue = true } };
        request.Content.Headers.ContentType = new("application/x-ndjson");
        using var response = await service.Client.SendAsync(request);

        (await Answer.OfAsync(response)).ShouldBeProblem(413, "too-large");
        service.Service.Engine.Reader.Counts().Records.ShouldBe(0);
    }

    [Fact]
    public async Task An_event_larger_than_allowed_is_refused_alone_and_kept_whole()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var large = Sent.Event("e-1", "customer.closed", "C-1", $$"""{"reason":"{{new string('x', 70_000)}}"}""");

        var answer = await service.SendAsync(Sent.Batch([large, Sent.Invoice("e-2", "C-1", "I-2")]), Batch);

        answer.Outcomes().ShouldBe(["refused: too-large", "accepted"]);
        service.Service.Engine.Reader.DeadLetters(0, 1)[0].Letter.Body.Length.ShouldBe(large.Length);
    }

    [Fact]
    public async Task An_event_nested_deeper_than_allowed_is_refused_alone()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var deep = Sent.Event("e-1", "customer.closed", "C-1", $$"""{"reason":{{new string('[', 5000)}}{{new string(']', 5000)}}}""");

        (await service.SendAsync(Sent.Batch([deep, Sent.Invoice("e-2", "C-1", "I-2")]), Batch)).Outcomes().ShouldBe(["refused: too-deep", "accepted"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/cloudevents+xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Other_types_of_content_are_refused(string contentType)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.SendAsync(Sent.Invoice("e-1", "C-1", "I-1"), contentType)).ShouldBeProblem(415, "unsupported-content");
    }

    [Theory]
    [InlineData("ce-specversion", "1.0", "binary mode")]
    [InlineData("content-encoding", "gzip", "compressed")]
    public async Task Other_forms_of_requests_are_refused(string header, string value, string expected)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        content.Headers.Add(header, value);
        using var response = await service.Client.PostAsync("v1/events", content);

        var answer = await Answer.OfAsync(response);

        answer.ShouldBeProblem(415, "unsupported-content");
        answer["detail"]!.ShouldContain(expected);
    }

    [Fact]
    public async Task What_is_at_no_address_or_by_no_method_is_a_problem()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync("v2/events")).ShouldBeProblem(404, "no-such-resource");
        (await service.GetAsync("v1/events")).ShouldBeProblem(405, "wrong-method");
    }
}
