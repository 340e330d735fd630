using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CreditRisk.Bench.Broker;

namespace CreditRisk.Bench.Cluster;

/// <summary>Which host a process is.</summary>
internal enum ContenderKind
{
    InProcess,

    /// <summary>The only silo of a cluster.</summary>
    OneSilo,

    /// <summary>A silo that finds the others.</summary>
    Member,
}

/// <summary>What a process under test is.</summary>
/// <param name="Kind">Which host.</param>
/// <param name="Connection">Where PostgreSQL is.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Accounts">How many accounts there are.</param>
/// <param name="Brokers">Where it reads from; null where it makes its records itself.</param>
/// <param name="Stripe">The totals that it adds to.</param>
internal sealed record ContenderPlan(ContenderKind Kind, string Connection, string Schema, int Accounts, string? Brokers = null, int Stripe = 0);

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

    /// <summary>Which process it is.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it; returns when it is ready.</summary>
    public static async Task<Contender> StartAsync(ContenderPlan plan)
    {
        var contender = new Contender(Self.Start([ContenderProgram.Verb, JsonSerializer.Serialize(plan)]));
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
