using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Commands;

/// <summary>The program's command line: its commands, and the one place where failures become lines and exit codes.</summary>
public static class CommandLine
{
    private const string Description =
        """
        CreditRisk: a real-time credit-risk monitor.

        Exit codes: 0 done, 1 failed or not found, 2 wrong use or wrong configuration, 3 the store cannot be used,
        130 interrupted.
        """;

    /// <summary>All commands.</summary>
    public static RootCommand Create() => new(Description)
    {
        UpCommand.Create(),
        RunCommand.Create(),
        SimulateCommand.Create(),
        ReplayCommand.Create(),
        AccountCommand.Create(),
        WarningsCommand.Create(),
        DeskCommand.Create(),
        DeadLettersCommand.Create(),
        PolicyCommand.Create(),
        RebuildCommand.Create(),
    };

    /// <summary>Runs a command.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Where results go; flushed at the end.</param>
    /// <param name="error">Where everything else goes.</param>
    /// <param name="cancellation">Ends the command as it ends on Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = Create();
        root.HelpName = "creditrisk";
        // Account ids may begin with '@', which would else name a file of arguments.
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return TellWrongUse(parsed, error);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (Exception failure)
        {
            return Tell(failure, error, cancellation);
        }
        finally
        {
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private static int TellWrongUse(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Subcommands.Select(one => one.Name).Concat(command.Options.Select(option => option.Name)).ToList();
        // What nobody knows makes the rest of the line mean something else: the other mistakes would mislead.
        var mistakes = parsed.UnmatchedTokens.Count > 0
            ? parsed.UnmatchedTokens.Select(word => $"'{word}' is not known here{Nearest.Guess(word, known)}")
            : parsed.Errors.Select(mistake => mistake.Message);
        foreach (var mistake in mistakes)
        {
            error.WriteLine($"creditrisk: {mistake}");
        }

        error.WriteLine($"See 'creditrisk {PathOf(parsed.CommandResult)}--help'.");
        return ExitCodes.WrongUse;
    }

    private static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)}{command.Command.Name} " : "";

    private static int Tell(Exception failure, TextWriter error, CancellationToken cancellation)
    {
        switch (failure)
        {
            case OperationCanceledException when cancellation.IsCancellationRequested:
                error.WriteLine("creditrisk: interrupted");
                return ExitCodes.Interrupted;
            case ConfigurationException wrong:
                foreach (var mistake in wrong.Mistakes)
                {
                    error.WriteLine($"creditrisk: {mistake}");
                }

                return ExitCodes.WrongUse;
            case StoreException or StateCodecException:
                error.WriteLine($"creditrisk: {failure.Message}");
                return ExitCodes.StoreNotUsable;
            case IOException or UnauthorizedAccessException or InvalidDataException or HttpRequestException:
                error.WriteLine($"creditrisk: {failure.Message}");
                return ExitCodes.Failed;
            default:
                error.WriteLine($"creditrisk: an unexpected error; please report it with these lines: {failure}");
                return ExitCodes.Failed;
        }
    }
}
