using System.Text.RegularExpressions;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Silo.Api;
using CreditRisk.Tests.Tidy;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary><c>run</c>, as the command line runs it.</summary>
public sealed partial class RunCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("creditrisk-run-").FullName;

    [Fact]
    public async Task It_prints_its_address_serves_and_stops_when_told_to()
    {
        var config = Write($$"""{ "data": { "directory": "data" }, "rules": { "directory": "{{Path.Combine(Repository.Root, "deploy")}}" }, "http": { "port": 0 }, "log": { "level": "critical" } }""");
        using var stop = new CancellationTokenSource();
        await using var output = new FirstLine();

        var running = CommandLine.RunAsync(["run", "--config", config], output, TextWriter.Null, stop.Token);
        var address = Address().Match(await output.Line).Value;
        using var client = new HttpClient();
        (await client.GetAsync(new Uri(new Uri(address), "health/ready"))).IsSuccessStatusCode.ShouldBeTrue();
        await stop.CancelAsync();

        (await running).ShouldBe(0);
        Directory.GetFiles(Path.Combine(_folder, "data"), "*.db").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Mistakes_in_the_configuration_are_told_and_it_does_not_start()
    {
        var config = Write("""{ "host": { "loops": 0 }, "hots": {} }""");
        var errors = new StringWriter();

        (await CommandLine.RunAsync(["run", "--config", config], TextWriter.Null, errors, CancellationToken.None)).ShouldBe(2);

        errors.ToString().ShouldContain("creditrisk.json: host.loops is 0, and must be 1 to 64");
        errors.ToString().ShouldContain("creditrisk.json: there is no section 'hots'; did you mean 'host'?");
    }

    [Fact]
    public async Task A_store_that_another_process_has_is_told_in_one_line()
    {
        var config = Write($$"""{ "data": { "directory": "data" }, "rules": { "directory": "{{Path.Combine(Repository.Root, "deploy")}}" }, "http": { "port": 0 }, "log": { "level": "critical" } }""");
        using var stop = new CancellationTokenSource();
        await using var output = new FirstLine();
        var errors = new StringWriter();
        var running = CommandLine.RunAsync(["run", "--config", config], output, TextWriter.Null, stop.Token);
        await output.Line;

        (await CommandLine.RunAsync(["run", "--config", config], TextWriter.Null, errors, CancellationToken.None)).ShouldBe(3);

        errors.ToString().Trim().Split('\n').Length.ShouldBe(1);
        await stop.CancelAsync();
        (await running).ShouldBe(0);
    }

    [Fact]
    public async Task A_part_that_fails_ends_it_with_one_clear_line()
    {
        var config = Write($$"""
            { "data": { "directory": "data" }, "rules": { "directory": "{{Path.Combine(Repository.Root, "deploy")}}" }, "http": { "port": 0 },
              "host": { "residentAccountsPerLoop": 1 }, "log": { "level": "critical" } }
            """);
        await using var output = new FirstLine();
        var errors = new StringWriter();
        var running = CommandLine.RunAsync(["run", "--config", config], output, errors, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(await output.Line).Value) };
        foreach (var account in new[] { "C-1", "C-2", "C-3" })
        {
            await SendAsync(client, Sent.Invoice("e-" + account, account, "I-1"));
        }

        using (var database = new SqliteConnection($"Data Source={Directory.GetFiles(Path.Combine(_folder, "data"), "*.db").Single()};Pooling=False"))
        {
            database.Open();
            using var damage = database.CreateCommand();
            damage.CommandText = "UPDATE accounts SET state = x'00FF'";
            damage.ExecuteNonQuery();
        }

        var answers = new[] { "C-1", "C-2", "C-3" }.Select(account => SendAsync(client, Sent.Payment("p-" + account, account, "P-1", "1.00"))).ToList();

        (await running).ShouldBe(1);
        errors.ToString().Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("creditrisk: a part of the service failed");
        await Task.WhenAll(answers);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_mistake_of_the_configuration()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        var config = Write($$"""{ "data": { "directory": "data" }, "rules": { "directory": "{{Path.Combine(Repository.Root, "deploy")}}" }, "http": { "port": {{port}} } }""");
        var errors = new StringWriter();

        (await CommandLine.RunAsync(["run", "--config", config], TextWriter.Null, errors, CancellationToken.None)).ShouldBe(2);

        errors.ToString().ShouldContain($"port {port} (http.port)");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Whether it is answered, and what, is not the point here: the service may be gone.
    private static async Task SendAsync(HttpClient client, string text)
    {
        using var content = new StringContent(text, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/cloudevents+json"));
        try
        {
            using var response = await client.PostAsync("v1/events", content);
        }
        catch (HttpRequestException gone)
        {
            gone.HttpRequestError.ShouldBeOneOf(HttpRequestError.ConnectionError, HttpRequestError.ResponseEnded, HttpRequestError.Unknown);
        }
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "creditrisk.json");
        File.WriteAllText(file, text);
        return file;
    }

    [GeneratedRegex("http://[0-9.:]+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    /// <summary>Tells when the first line was written.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => _line.Task;

        public override void WriteLine(string? value) => _line.TrySetResult(value ?? "");
    }
}
