using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRisk.Bench.Broker;

namespace CreditRisk.Bench.Cluster;

/// <summary>What a step came to.</summary>
/// <param name="Count">Records, activations or calls.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="CpuSeconds">What it took of all threads of the process.</param>
/// <param name="AllocatedBytes">What it allocated.</param>
/// <param name="LiveBytes">The heap in the end; for a look at the memory alone.</param>
internal sealed record Step(int Count, double Seconds, double CpuSeconds, long AllocatedBytes, long LiveBytes)
{
    /// <summary>How many a second.</summary>
    [JsonIgnore]
    public double Rate => Count / Seconds;

    /// <summary>Microseconds of CPU for each.</summary>
    [JsonIgnore]
    public double Cpu => CpuSeconds * 1e6 / Count;
}

/// <summary>A host under test, in a process of its own: neither's memory is the other's work.</summary>
internal sealed class Contender : IDisposable
{
    private readonly Process _process;

    private Contender(Process process) => _process = process;

    /// <summary>Starts it on a schema; returns when it is ready.</summary>
    public static async Task<Contender> StartAsync(ContenderKind kind, string connection, string schema, int accounts)
    {
        var contender = new Contender(Self.Start([ContenderProgram.Verb, $"{kind}", connection, schema, accounts.ToString(CultureInfo.InvariantCulture)]));
        await contender.ReadAsync();
        return contender;
    }

    /// <summary>Has it do something.</summary>
    /// <param name="command">What.</param>
    /// <param name="count">How often.</param>
    public async Task<Step> DoAsync(Command command, int count = 0)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{command} {count}"));
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<Step>(await ReadAsync())!;
    }

    /// <summary>Ends it as a service ends: everything is durable.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("a process of the benchmark ended; what it wrote is above");
}
