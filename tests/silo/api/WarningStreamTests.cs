using System.Globalization;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>The stream of warnings.</summary>
public sealed class WarningStreamTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Who_listens_hears_of_every_warning_that_becomes_durable()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Invoice("e-0", "C-0", "I-0", dueOn: "2026-03-01"));
        using var stream = await Listening.ToAsync(service, "v1/warnings/stream");

        await service.SendAsync(Sent.Batch(Sent.DueToday(2)), "application/json");

        var expected = service.Service.Engine.Reader.Effects(0, 100).Where(effect => effect.Account != "C-0").ToList();
        foreach (var effect in expected)
        {
            var next = stream.NextAsync();
            await service.PassTimeUntilAsync(Look, next);
            var (id, type, data) = await next;
            id.ShouldBe(effect.Offset.ToString(CultureInfo.InvariantCulture));
            type.ShouldBe(effect.Type);
            data.ShouldBe(System.Text.Encoding.UTF8.GetString(effect.Body.Span));
        }
    }

    [Theory]
    [InlineData("?after=1", null)]
    [InlineData("", "1")]
    [InlineData("?after=0", "1")]
    public async Task Who_was_cut_off_goes_on_where_he_was(string query, string? lastId)
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch(Sent.DueToday(3)), "application/json");

        using var stream = await Listening.ToAsync(service, "v1/warnings/stream" + query, lastId);

        (await stream.NextAsync()).Id.ShouldBe("2");
        (await stream.NextAsync()).Id.ShouldBe("3");
    }

    [Fact]
    public async Task One_look_serves_all_listeners_and_none_is_made_for_nobody()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        var idle = service.Time.ActiveTimers;

        using (var first = await Listening.ToAsync(service, "v1/warnings/stream?after=0"))
        using (var second = await Listening.ToAsync(service, "v1/warnings/stream?after=0"))
        {
            // A timer for the sign of life of each, and one for the looks.
            await service.PassTimeUntilAsync(TimeSpan.Zero, () => Task.FromResult(service.Time.ActiveTimers == idle + 3));
        }

        await service.PassTimeUntilAsync(Look, () => Task.FromResult(service.Time.ActiveTimers == idle));
    }

    [Fact]
    public async Task A_silent_stream_shows_that_it_is_alive()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var stream = await Listening.ToAsync(service, "v1/warnings/stream");

        var line = stream.LineAsync();
        await service.PassTimeUntilAsync(TimeSpan.FromSeconds(1), line);

        (await line).ShouldBe(":");
    }

    [Fact]
    public async Task Streams_end_when_the_service_stops()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var stream = await Listening.ToAsync(service, "v1/warnings/stream");

        await service.Service.Api.DisposeAsync();

        (await stream.LineAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Listeners_are_bounded()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings => settings with { Api = settings.Api with { MaxStreams = 1 } });
        using var stream = await Listening.ToAsync(service, "v1/warnings/stream");

        (await service.GetAsync("v1/warnings/stream")).ShouldBeProblem(429, "too-many-requests");
    }

    [Fact]
    public async Task An_id_that_was_never_given_is_a_problem()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/warnings/stream");
        request.Headers.Add("Last-Event-ID", "yesterday");
        using var response = await service.Client.SendAsync(request);

        (await Answer.OfAsync(response)).ShouldBeProblem(400, "bad-parameter");
    }

    /// <summary>A client of the stream.</summary>
    private sealed class Listening(HttpResponseMessage response, StreamReader reader) : IDisposable
    {
        public static async Task<Listening> ToAsync(ServiceUnderTest service, string path, string? lastId = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (lastId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastId);
            }

            var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
            var stream = new Listening(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
            (await stream.LineAsync()).ShouldBe("retry: 1000");
            return stream;
        }

        public async Task<string?> LineAsync()
        {
            // A guard, not a wait: without it a test that goes wrong would hang.
            while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
            {
                if (line.Length > 0)
                {
                    return line;
                }
            }

            return null;
        }

        public async Task<(string Id, string Type, string Data)> NextAsync() =>
            ((await LineAsync())!["id: ".Length..], (await LineAsync())!["event: ".Length..], (await LineAsync())!["data: ".Length..]);

        public void Dispose()
        {
            reader.Dispose();
            response.Dispose();
        }
    }
}
