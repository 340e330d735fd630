using System.Collections;
using System.CommandLine;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Logging;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Commands;

/// <summary><c>run</c>: the service from a configuration file, until it is told to stop.</summary>
public static class RunCommand
{
    private const int Stopped = 0;
    private const int Failed = 1;
    private const int Misconfigured = 2;
    private const int NoStore = 3;

    // The command line would grant the stop two seconds; what was taken in must become durable, and requests under way may take as long as the settings say.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromMinutes(15);

    // A loop that failed may hold up the others: what is not durable by then is sent again.
    private static readonly TimeSpan TimeToStopAfterFailure = TimeSpan.FromSeconds(10);

    /// <summary>Makes the command. Its exit code is 0 when it was told to stop, 1 when a part failed, 2 for mistakes in the configuration, 3 when the store cannot be opened.</summary>
    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = $"The configuration file. Default: {SettingsLoader.DefaultFile} in the current folder if it is there, else the defaults. Environment variables such as CREDITRISK_HTTP__PORT override it.",
            HelpName = "FILE",
        };
        var command = new Command("run", "Run the service from a configuration file: store, API, metrics, sweep.") { config };
        command.SetAction((parsed, stop) =>
        {
            parsed.InvocationConfiguration.ProcessTerminationTimeout = TimeToStop;
            var output = parsed.InvocationConfiguration.Output;
            var errors = parsed.InvocationConfiguration.Error;
            return RunAsync(parsed.GetValue(config), EnvironmentVariables(), TimeProvider.System, output, errors, stop);
        });
        return command;
    }

    /// <summary>Runs the service.</summary>
    /// <param name="file">The configuration file, or null.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="output">Gets one line with the address.</param>
    /// <param name="errors">Gets what prevented the start, or ended it.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string? file, IReadOnlyDictionary<string, string> environment, TimeProvider clock, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            var settings = SettingsLoader.Load(file, environment);
            using var logging = LogSetup.Create(settings.LogLevel, clock);
            var service = await RunningService.StartAsync(settings, clock, logging, stop);
            await output.WriteLineAsync($"CreditRisk listens on {service.Api.Address}");
            return await RunUntilStoppedAsync(service, clock, errors, stop);
        }
        catch (ConfigurationException wrong)
        {
            await errors.WriteLineAsync(string.Join(Environment.NewLine, wrong.Mistakes));
            return Misconfigured;
        }
        catch (StoreException away)
        {
            await errors.WriteLineAsync($"creditrisk: {away.Message}");
            return NoStore;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(RunningService service, TimeProvider clock, TextWriter errors, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        var failure = service.Failure;
        if (await Task.WhenAny(stopped.Task, failure) != failure)
        {
            await service.DisposeAsync();
            return Stopped;
        }

        await errors.WriteLineAsync($"creditrisk: the service stops, because a part of it failed: {Describe(failure)}");
        await StopAfterFailureAsync(service, clock, errors);
        return Failed;
    }

    // The failure that is known already is told; only another one is news.
    private static async Task StopAfterFailureAsync(RunningService service, TimeProvider clock, TextWriter errors)
    {
        try
        {
            await service.DisposeAsync().AsTask().WaitAsync(TimeToStopAfterFailure, clock);
        }
        catch (TimeoutException)
        {
            await errors.WriteLineAsync("creditrisk: not everything could be made durable; what was not answered must be sent again");
        }
        catch (Exception again) when (service.Failure.Exception?.InnerExceptions.Contains(again) == true)
        {
            return;
        }
    }

    private static string Describe(Task failure) => failure.Exception?.InnerException is { } inner
        ? $"{inner.GetType().Name}: {inner.Message.ReplaceLineEndings(" ")}"
        : "it ended of itself";

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => variable.Value as string ?? "", StringComparer.Ordinal);
}
