using System.Collections;
using System.CommandLine;
using CreditRisk.Silo.Api;
using CreditRisk.Silo.Logging;
using CreditRisk.Silo.Settings;
using Microsoft.Extensions.Logging;

namespace CreditRisk.Silo.Commands;

/// <summary><c>run</c>: the service from a configuration file, until it is told to stop.</summary>
public static class RunCommand
{
    // A loop that failed may hold up the others, and a store that is away takes nothing: what is not durable by then was not answered, and is sent again.
    private static readonly TimeSpan TimeToStopAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    private static readonly Action<ILogger, Uri, Exception?> LogStarted = LoggerMessage.Define<Uri>(
        LogLevel.Information, new EventId(1, "Started"), "The service listens on {Address}");

    private static readonly Action<ILogger, Exception?> LogStopping = LoggerMessage.Define(
        LogLevel.Information, new EventId(2, "Stopping"), "The service takes no more requests, and makes durable what it took");

    private static readonly Action<ILogger, int, Exception?> LogStopped = LoggerMessage.Define<int>(
        LogLevel.Information, new EventId(3, "Stopped"), "The service has stopped with exit code {ExitCode}");

    /// <summary>Makes the command. Its exit code is 0 when it was told to stop, and 1 when a part of the service failed.</summary>
    public static Command Create()
    {
        var config = new Option<string?>("--config")
        {
            Description = $"The configuration file. Default: {SettingsLoader.DefaultFile} in the current folder if it is there, else the defaults. "
                + "Environment variables such as CREDITRISK_HTTP__PORT override it.",
            HelpName = "FILE",
        };
        var role = new Option<NodeRole?>("--role")
        {
            Description = "What this process does: all; silo (it reads, runs accounts and publishes); or api (it answers requests). The last two need a cluster. Default: the setting cluster.role.",
            HelpName = "all|silo|api",
            CustomParser = Role,
        };
        var command = new Command("run", "Run the service from a configuration file: store, API, metrics, sweep; alone or as a member of a cluster.") { config, role };
        command.SetAction((parsed, stop) =>
            RunAsync(parsed.GetValue(config), parsed.GetValue(role), EnvironmentVariables(), TimeProvider.System, CommandConsole.Of(parsed), stop));
        return command;
    }

    /// <summary>Runs the service.</summary>
    /// <param name="file">The configuration file, or null.</param>
    /// <param name="role">What this process does, or null for what the settings say.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="clock">The clock of everything.</param>
    /// <param name="console">Gets one line with the address, and one if a part of the service fails.</param>
    /// <param name="stop">Stops the service: it takes no more requests, and makes durable what it took.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="Runtime.ConfigurationException">The settings or the rule files have mistakes, or the API cannot listen.</exception>
    /// <exception cref="Storage.Contracts.StoreException">The store cannot be opened.</exception>
    public static async Task<int> RunAsync(
        string? file, NodeRole? role, IReadOnlyDictionary<string, string> environment, TimeProvider clock, CommandConsole console, CancellationToken stop)
    {
        var settings = SettingsLoader.Load(file, environment, role);
        using var logging = LogSetup.Create(settings.LogLevel, clock);
        var logger = logging.CreateLogger(typeof(RunCommand));
        try
        {
            var service = await RunningService.StartAsync(settings, clock, logging, stop);
            console.LiveLine($"CreditRisk listens on {service.Api.Address}");
            LogStarted(logger, service.Api.Address, null);
            var code = await RunUntilStoppedAsync(service, clock, console, logger, stop);
            LogStopped(logger, code, null);
            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    private static async Task<int> RunUntilStoppedAsync(
        RunningService service, TimeProvider clock, CommandConsole console, ILogger logger, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        var failure = service.Failure;
        if (await Task.WhenAny(stopped.Task, failure) != failure)
        {
            LogStopping(logger, null);
            return await StopAsync(service, clock, console);
        }

        console.Note($"creditrisk: a part of the service failed, and it stops; send again what was not answered: {Describe(failure)}");
        // Whoever waits for the part that failed meets its failure once more; it is told already.
        await service.DisposeAsync().AsTask().WaitAsync(TimeToStopAfterFailure, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCodes.Failed;
    }

    private static async Task<int> StopAsync(RunningService service, TimeProvider clock, CommandConsole console)
    {
        try
        {
            await service.DisposeAsync().AsTask().WaitAsync(TimeToStop, clock);
            return ExitCodes.Ok;
        }
        catch (TimeoutException)
        {
            console.Note($"creditrisk: the service did not stop within {TimeToStop.TotalSeconds:0} s, since the store is away; send again what was not answered");
            return ExitCodes.Failed;
        }
    }

    private static NodeRole? Role(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is "all" or "silo" or "api")
        {
            return Enum.Parse<NodeRole>(text, ignoreCase: true);
        }

        result.AddError($"--role is '{text}', and must be all, silo or api");
        return null;
    }

    private static string Describe(Task failure) => failure.Exception?.InnerException is { } inner
        ? $"{inner.GetType().Name}: {inner.Message.ReplaceLineEndings(" ")}"
        : "it ended of itself";

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => variable.Value as string ?? "", StringComparer.Ordinal);
}
