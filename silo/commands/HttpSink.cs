using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CreditRisk.Silo.Api.Intake;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;

namespace CreditRisk.Silo.Commands;

/// <summary>
/// Sends events to the API in batches, one after another, so that the events of an account arrive in order. Where the receiver is busy or away it waits, longer
/// each time, and sends the same batch again: what it had taken already, it recognises.
/// </summary>
internal sealed class HttpSink : IEventSink
{
    private const string EventsPath = "v1/events";
    private const int EventsPerBatch = 1_000;
    private const int BytesPerBatch = 1 << 20;
    private const int MostAttempts = 12;
    private const int MostProblemCharacters = 200;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private readonly ArrayBufferWriter<byte> _batch = new(BytesPerBatch);
    private Delivery _delivery = Delivery.None;
    private int _events;

    private HttpSink(HttpClient client, Uri address, TimeProvider clock, Action<string> tell)
    {
        _client = client;
        _address = address;
        _clock = clock;
        _tell = tell;
    }

    /// <summary>A sink for an API.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="clock">The clock of the pauses.</param>
    /// <param name="tell">Is told why it waits.</param>
    /// <param name="client">Reaches the API; disposed of with the sink.</param>
    /// <exception cref="ConfigurationException">The address is none.</exception>
    public static HttpSink Open(string url, TimeProvider clock, Action<string> tell, HttpClient? client = null)
    {
        var address = ApiClient.AddressOf(url);
        return new HttpSink(client ?? ApiClient.Create(), address.AbsolutePath == "/" ? new Uri(address, EventsPath) : address, clock, tell);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        _batch.Write(json.Span);
        _batch.Write("\n"u8);
        _events++;
        return _events >= EventsPerBatch || _batch.WrittenCount >= BytesPerBatch ? SendAsync(cancellation) : ValueTask.CompletedTask;
    }

    public async ValueTask<Delivery?> FinishAsync(CancellationToken cancellation)
    {
        if (_events > 0)
        {
            await SendAsync(cancellation);
        }

        return _delivery;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            if (await TrySendAsync(attempt == MostAttempts, cancellation) is not { } wait)
            {
                break;
            }

            await Task.Delay(wait > pause ? wait : pause, _clock, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }

        _batch.ResetWrittenCount();
        _events = 0;
    }

    /// <summary>Sends the batch.</summary>
    /// <returns>Null when it was taken, else how long the receiver asks to wait, maybe not at all.</returns>
    private async Task<TimeSpan?> TrySendAsync(bool isLast, CancellationToken cancellation)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(_batch.WrittenMemory);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var response = await _client.PostAsync(_address, content, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && !isLast)
            {
                _tell($"waiting: {_address} answered {(int)response.StatusCode}");
                return response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{_address} answered {(int)response.StatusCode}: {Problem(body)}");
            }

            Count(body);
            return null;
        }
        catch (JsonException strange)
        {
            throw new HttpRequestException($"{_address} is no CreditRisk API: {strange.Message}", strange);
        }
        catch (HttpRequestException away) when (away.HttpRequestError == HttpRequestError.ConnectionError && !isLast)
        {
            _tell($"waiting: {away.Message}");
            return TimeSpan.Zero;
        }
    }

    private void Count(byte[] body)
    {
        var answer = JsonSerializer.Deserialize<IngestAnswer>(body, JsonForm.Compact);
        if (answer?.Events is null)
        {
            throw new HttpRequestException($"{_address} is no CreditRisk API: it does not say what became of the events");
        }

        var delivery = _delivery.Plus(answer);
        if (delivery.Events - _delivery.Events != _events)
        {
            // Nobody knows then what became of the others.
            throw new HttpRequestException($"{_address} was sent {_events} events and answered for {delivery.Events - _delivery.Events}");
        }

        _delivery = delivery;
    }

    private static string Problem(byte[] body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body);
        return text.Length <= MostProblemCharacters ? text : text[..MostProblemCharacters];
    }
}
