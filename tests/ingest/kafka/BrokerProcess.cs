using System.Diagnostics;

namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>The process of a broker, see <see cref="BrokerProgram"/>.</summary>
internal sealed class BrokerProcess : IDisposable
{
    private readonly Process _process;

    private BrokerProcess(Process process, string brokers) => (_process, Brokers) = (process, brokers);

    /// <summary>Where it is.</summary>
    public string Brokers { get; }

    /// <summary>Which process it is.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it; returns when its topics are there.</summary>
    public static async Task<BrokerProcess> StartAsync(params string[] topics)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BrokerProcess).Assembly.Location, BrokerProgram.Verb, .. topics]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new BrokerProcess(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the broker ended at once"));
    }

    /// <summary>Tells it what to do, in its own words.</summary>
    public void Tell(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
