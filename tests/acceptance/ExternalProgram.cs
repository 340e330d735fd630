using System.Diagnostics;
using Shouldly;

namespace CreditRisk.Tests.Acceptance;

/// <summary>Runs a program that is not ours to its end.</summary>
internal static class ExternalProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What the program writes to its output; it must end with 0, or the test fails with all that it said.</summary>
    /// <param name="program">Its name on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="folder">Where it runs; by default where the tests do.</param>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string input = "", string folder = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder,
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            process.ExitCode.ShouldBe(0, $"{program}: {await output}{await errors}");
            return await output;
        }
        finally
        {
            process.Kill();
        }
    }
}
