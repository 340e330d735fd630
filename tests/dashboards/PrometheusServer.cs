using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditRisk.Tests.Storage;
using CreditRisk.Tests.Tidy;
using Shouldly;

namespace CreditRisk.Tests.Dashboards;

/// <summary>A real Prometheus with the configuration of <c>dashboards/prometheus</c>, which scrapes one service every second.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    /// <summary>The value of the trait of tests that need it.</summary>
    public const string Trait = "Prometheus";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private PrometheusServer(Uri target)
    {
        var folder = Path.Combine(Repository.Root, "dashboards", "prometheus");
        var configuration = File.ReadAllText(Path.Combine(folder, "prometheus.yml"));
        configuration = Replace(configuration, "'localhost:8080'", $"'{target.Authority}'");
        configuration = Replace(configuration, "scrape_interval: 15s", "scrape_interval: 1s");
        configuration = Replace(configuration, "evaluation_interval: 15s", "evaluation_interval: 1s");
        File.WriteAllText(Path.Combine(_directory.Path, "prometheus.yml"), configuration);
        File.Copy(Path.Combine(folder, "rules.yml"), Path.Combine(_directory.Path, "rules.yml"));
        _process = Process.Start(new ProcessStartInfo(
            "prometheus", ["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:0"])
        {
            WorkingDirectory = _directory.Path, UseShellExecute = false, RedirectStandardError = true,
        }).ShouldNotBeNull();
    }

    /// <summary>Starts it; returns when it answers.</summary>
    /// <param name="target">The service.</param>
    public static async Task<PrometheusServer> StartAsync(Uri target)
    {
        var server = new PrometheusServer(target);
        try
        {
            server._client.BaseAddress = await server.ListensOnAsync();
            await UntilAsync(() => "Prometheus is ready", async () =>
            {
                using var answer = await server._client.GetAsync("-/ready");
                return answer.IsSuccessStatusCode;
            });
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks again and again until something is so.</summary>
    /// <param name="what">Says what is waited for, when it does not come.</param>
    /// <param name="isSo">Asks.</param>
    public static async Task UntilAsync(Func<string> what, Func<Task<bool>> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (!await isSo())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Patience, what());
            await looks.WaitForNextTickAsync();
        }
    }

    /// <summary>The values that a query finds now; what is no number is left out.</summary>
    public async Task<IReadOnlyList<double>> QueryAsync(string query)
    {
        var answer = await AskAsync($"api/v1/query?query={Uri.EscapeDataString(query)}");
        return [.. answer["result"]!.AsArray().Select(series => double.Parse(series!["value"]![1]!.GetValue<string>(), CultureInfo.InvariantCulture)).Where(double.IsFinite)];
    }

    /// <summary>The values that a label has in series.</summary>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string series, string label) =>
        [.. (await AskAsync($"api/v1/label/{label}/values?match[]={Uri.EscapeDataString(series)}")).AsArray().Select(value => value!.GetValue<string>())];

    /// <summary>The rules, with their health.</summary>
    public async Task<IReadOnlyList<JsonNode>> RulesAsync() =>
        [.. (await AskAsync("api/v1/rules"))["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).Select(rule => rule!)];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Dispose();
    }

    private async Task<JsonNode> AskAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string?)json["status"]).ShouldBe("success", $"{Uri.UnescapeDataString(path)}: {json["error"]}");
        return json["data"]!;
    }

    // It takes a free port, and its log says which. The rest of the log is read too, or Prometheus would wait for a reader.
    private async Task<Uri> ListensOnAsync()
    {
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                listens.TrySetException(new InvalidOperationException("Prometheus ended"));
            }
            else if (Listening().Match(line.Data) is { Success: true } match)
            {
                listens.TrySetResult(new Uri($"http://{match.Groups["address"].Value}/"));
            }
        };
        _process.BeginErrorReadLine();
        return await listens.Task.WaitAsync(Patience, TimeProvider.System);
    }

    private static string Replace(string text, string old, string with)
    {
        text.Split(old).Length.ShouldBe(2, $"'{old}' stands once in the configuration");
        return text.Replace(old, with, StringComparison.Ordinal);
    }

    [GeneratedRegex("msg=\"Listening on\" address=(?<address>[0-9.:]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
