using System.Collections;
using System.CommandLine;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Logging;
using CreditRisk.Silo.Settings;

namespace CreditRisk.Silo.Commands;

/// <summary><c>run</c>: the service from a configuration file, until it is told to stop.</summary>
public static class RunCommand
{
    // A loop that failed may hold up the others: what is not durable by then was not answered, and is sent again.
    private static readonly TimeSpan TimeToStopAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Makes the command. Its exit code is 0 when it was told to stop, and 1 when a part of the service failed.</summary>
    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = $"The configuration file. Default: {SettingsLoader.DefaultFile} in the current folder if it is there, else the defaults. "
                + "Environment variables such as CREDITRISK_HTTP__PORT override it.",
            HelpName = "FILE",
        };
        var command = new Command("run", "Run the service from a configuration file: store, API, metrics, sweep.") { config };
        command.SetAction((parsed, stop) =>
            RunAsync(parsed.GetValue(config), EnvironmentVariables(), TimeProvider.System, CommandConsole.Of(parsed), stop));
        return command;
    }

    /// <summary>Runs the service.</summary>
    /// <param name="file">The configuration file, or null.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="console">Gets one line with the address, and one if a part of the service fails.</param>
    /// <param name="stop">Stops the service: it takes no more requests, and makes durable what it took.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="Runtime.ConfigurationException">The settings or the rule files have mistakes, or the API cannot listen.</exception>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be opened.</exception>
    public static async Task<int> RunAsync(
        string? file, IReadOnlyDictionary<string, string> environment, TimeProvider clock, CommandConsole console, CancellationToken stop)
    {
        var settings = SettingsLoader.Load(file, environment);
        using var logging = LogSetup.Create(settings.LogLevel, clock);
        try
        {
            var service = await RunningService.StartAsync(settings, clock, logging, stop);
            console.LiveLine($"CreditRisk listens on {service.Api.Address}");
            return await RunUntilStoppedAsync(service, clock, console, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(RunningService service, TimeProvider clock, CommandConsole console, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        var failure = service.Failure;
        if (await Task.WhenAny(stopped.Task, failure) != failure)
        {
            await service.DisposeAsync();
            return ExitCodes.Ok;
        }

        console.Note($"creditrisk: the service stops, because a part of it failed: {Describe(failure)}");
        await StopAfterFailureAsync(service, clock, console);
        return ExitCodes.Failed;
    }

    private static async Task StopAfterFailureAsync(RunningService service, TimeProvider clock, CommandConsole console)
    {
        var stopping = service.DisposeAsync().AsTask();
        try
        {
            await stopping.WaitAsync(TimeToStopAfterFailure, clock);
        }
        catch (Exception again)
        {
            // Most often the failure that is told already, met once more by whoever waits for the part that failed.
            console.Note($"creditrisk: not everything could be made durable; send again what was not answered ({again.GetType().Name})");
        }
    }

    private static string Describe(Task failure) => failure.Exception?.InnerException is { } inner
        ? $"{inner.GetType().Name}: {inner.Message.ReplaceLineEndings(" ")}"
        : "it ended of itself";

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => variable.Value as string ?? "", StringComparer.Ordinal);
}
