using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Settings;
using CreditRisk.Tests.Tidy;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>The whole service on a free port of this machine, with a store in a directory of its own and a clock that the test moves.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private const int MostSteps = 20_000;
    private readonly string _directory;

    private ServiceUnderTest(string directory, ManualTime time, RunningService service)
    {
        _directory = directory;
        Time = time;
        Service = service;
        // Who leaves a stream leaves at once: by default the client reads on for two seconds of real time, in which a test has run out of steps.
        Client = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = service.Api.Address };
    }

    public ManualTime Time { get; }

    public RunningService Service { get; }

    public HttpClient Client { get; }

    public static async Task<ServiceUnderTest> StartAsync(Func<ServiceSettings, ServiceSettings>? change = null, ILoggerFactory? logging = null)
    {
        var directory = Directory.CreateTempSubdirectory("creditrisk-api-").FullName;
        var settings = Settings(directory);
        var time = new ManualTime();
        return new ServiceUnderTest(
            directory, time, await RunningService.StartAsync(change is null ? settings : change(settings), time, logging ?? NullLoggerFactory.Instance));
    }

    /// <summary>Settings of a service that disturbs nobody.</summary>
    public static ServiceSettings Settings(string directory)
    {
        var settings = new ServiceSettings { RulesDirectory = Path.Combine(Repository.Root, "deploy") };
        return settings with
        {
            Store = settings.Store with { DataDirectory = directory, BusyTimeoutMilliseconds = 0 },
            Api = settings.Api with { Port = 0 },
        };
    }

    public Task<Answer> SendAsync(string body, string contentType = "application/cloudevents+json", CancellationToken cancellation = default) =>
        SendAsync(Encoding.UTF8.GetBytes(body), contentType, cancellation);

    public async Task<Answer> SendAsync(byte[] body, string contentType, CancellationToken cancellation = default)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await Client.PostAsync("v1/events", content, cancellation);
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    /// <summary>Lets time pass in steps, with a request to the service in each, until something has happened.</summary>
    public async Task PassTimeUntilAsync(TimeSpan step, Func<Task<bool>> hasHappened)
    {
        for (var steps = 0; !await hasHappened(); steps++)
        {
            steps.ShouldBeLessThan(MostSteps, "what was waited for did not happen");
            Time.Advance(step);
            (await GetAsync("health/live")).Status.ShouldBe(200);
        }
    }

    public Task PassTimeUntilAsync(TimeSpan step, Task ended) => PassTimeUntilAsync(step, () => Task.FromResult(ended.IsCompleted));

    /// <summary>Opens the database beside the service, as another program would.</summary>
    public SqliteConnection OpenDatabase()
    {
        var file = Directory.GetFiles(_directory, "*.db").Single();
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Keeps every other writer out of the store until it is disposed of: nothing becomes durable meanwhile.</summary>
    public IDisposable LockStore()
    {
        var connection = OpenDatabase();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        try
        {
            await Service.DisposeAsync();
        }
        finally
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}

/// <summary>An answer with its body read.</summary>
internal sealed record Answer(int Status, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());

    public string? this[string name] => Json[name]?.ToString();

    /// <summary>The outcomes of the events, with the reason of those that were refused.</summary>
    public string[] Outcomes() =>
        [.. Json["events"]!.AsArray().Select(item => item!["reason"] is { } reason ? $"{item["outcome"]}: {reason}" : $"{item["outcome"]}")];

    public void ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        ContentType.ShouldBe("application/problem+json");
        this["code"].ShouldBe(code);
        Json["status"]!.GetValue<int>().ShouldBe(status);
        this["title"].ShouldNotBeNullOrEmpty();
        this["detail"].ShouldNotBeNullOrEmpty();
    }
}
