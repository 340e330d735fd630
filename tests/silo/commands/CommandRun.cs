using System.Text.Json;
using CreditRisk.Silo.Commands;
using Shouldly;

namespace CreditRisk.Tests.Silo.Commands;

/// <summary>A command as it was run in this process, through the same command line as the program's.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public JsonElement[] Objects => [.. Lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    public JsonElement Object => Objects.ShouldHaveSingleItem();

    public static async Task<CommandRun> Of(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, errors, CancellationToken.None);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task<CommandRun> Done(params string[] arguments)
    {
        var run = await Of(arguments);
        run.ExitCode.ShouldBe(ExitCodes.Ok, run.Errors);
        return run;
    }
}
