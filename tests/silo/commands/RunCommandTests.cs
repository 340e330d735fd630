using System.Text.RegularExpressions;
using CreditRisk.Silo.Commands;
using CreditRisk.Tests.Tidy;
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
