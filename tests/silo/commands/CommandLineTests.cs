using CreditRisk.Silo.Commands;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_names_all_commands_and_what_the_exit_codes_mean()
    {
        var run = await CommandRun.Done("--help");
        string[] commands = ["up", "run", "simulate", "replay", "account", "warnings", "dead-letters", "policy", "rebuild"];
        commands.ShouldAllBe(command => run.Output.Contains($"\n  {command} ", StringComparison.Ordinal));
        run.Output.ShouldContain("Exit codes: 0 done, 1 failed or not found, 2 wrong use or wrong configuration, 3 the store cannot be used");
    }

    [Fact]
    public async Task Without_arguments_the_help_is_shown() => (await CommandRun.Done()).Output.ShouldBe((await CommandRun.Done("--help")).Output);

    [Theory]
    [InlineData("up", "--no-terminal")]
    [InlineData("up", "--json")]
    [InlineData("simulate", "--no-usage")]
    [InlineData("replay", "--until")]
    [InlineData("account", "--at")]
    [InlineData("warnings", "--after")]
    [InlineData("rebuild", "--dry-run")]
    public async Task Each_command_explains_its_options(string command, string option) =>
        (await CommandRun.Done(command, "--help")).Output.ShouldContain(option);

    [Theory]
    [InlineData("acount", "creditrisk: 'acount' is not known here; did you mean 'account'?", "See 'creditrisk --help'.")]
    [InlineData("simulate --custmers 5", "creditrisk: '--custmers' is not known here; did you mean '--customers'?|creditrisk: '5' is not known here", "See 'creditrisk simulate --help'.")]
    [InlineData("policy", "creditrisk: Required command was not provided.", "See 'creditrisk policy --help'.")]
    [InlineData("account", "creditrisk: Required argument 'ID' missing for command: 'account'.", "See 'creditrisk account --help'.")]
    [InlineData("dead-letters show", "creditrisk: Required argument 'ID' missing for command: 'show'.", "See 'creditrisk dead-letters show --help'.")]
    [InlineData("simulate --days 0", "creditrisk: --days is 0; 1 to 36600 are allowed.", "See 'creditrisk simulate --help'.")]
    [InlineData("simulate --days many", "creditrisk: --days is many; 1 to 36600 are allowed.", "See 'creditrisk simulate --help'.")]
    [InlineData("simulate --days 99999999999", "creditrisk: --days is 99999999999; 1 to 36600 are allowed.", "See 'creditrisk simulate --help'.")]
    [InlineData("simulate --seed x", "creditrisk: --seed is x; a whole number from -2147483648 on is needed.", "See 'creditrisk simulate --help'.")]
    [InlineData("up --speed fast", "creditrisk: --speed is fast; 0 to 100000 are allowed.", "See 'creditrisk up --help'.")]
    [InlineData("dead-letters show x", "creditrisk: ID is x; a whole number from 0 on is needed.", "See 'creditrisk dead-letters show --help'.")]
    [InlineData("dead-letters list --after x", "creditrisk: --after is x; a whole number from 0 on is needed.", "See 'creditrisk dead-letters list --help'.")]
    [InlineData("warnings --after x", "creditrisk: --after is x; a whole number from 0 on is needed.", "See 'creditrisk warnings --help'.")]
    [InlineData("up --customers 0", "creditrisk: --customers is 0; 1 to 1000000 are allowed.", "See 'creditrisk up --help'.")]
    [InlineData("up --speed -1", "creditrisk: --speed is -1; 0 to 100000 are allowed.", "See 'creditrisk up --help'.")]
    [InlineData("simulate --json", "creditrisk: --json needs --out FILE, --url or --kafka: the events go to the output.", "See 'creditrisk simulate --help'.")]
    [InlineData("simulate --out a --url http://b", "creditrisk: --out, --url and --kafka exclude each other.", "See 'creditrisk simulate --help'.")]
    public async Task Wrong_use_is_told_in_a_line_and_ends_with_2(string arguments, string mistake, string hint)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Output.ShouldBeEmpty();
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe([.. mistake.Split('|'), hint]);
    }

    [Theory]
    [InlineData("account", "x", "--data", "nowhere")]
    [InlineData("warnings", "--data", "nowhere")]
    [InlineData("dead-letters", "list", "--data", "nowhere")]
    [InlineData("rebuild", "--data", "nowhere")]
    public async Task A_directory_without_a_store_ends_with_3_and_stays_as_it_is(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        run.ExitCode.ShouldBe(ExitCodes.StoreNotUsable);
        run.Errors.ShouldBe("creditrisk: There is no database in 'nowhere'." + Environment.NewLine);
        Directory.Exists("nowhere").ShouldBeFalse();
    }

    [Fact]
    public async Task Rules_that_are_not_there_end_with_2()
    {
        var run = await CommandRun.Of("account", "x", "--rules", "no-rules");
        run.ExitCode.ShouldBe(ExitCodes.WrongUse);
        run.Errors.ShouldStartWith("creditrisk: no-rules");
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1()
    {
        var run = await CommandRun.Of("replay", "no-events.ndjson");
        run.ExitCode.ShouldBe(ExitCodes.Failed);
        run.Errors.ShouldBe("creditrisk: no-events.ndjson: there is no such file" + Environment.NewLine);
    }

    [Fact]
    public async Task An_account_may_begin_with_an_at_sign()
    {
        var run = await CommandRun.Of("account", "@x", "--data", "nowhere");
        run.ExitCode.ShouldBe(ExitCodes.StoreNotUsable);
    }

    [Fact]
    public async Task What_is_interrupted_ends_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        (await CommandLine.RunAsync(["simulate", "--customers", "5"], output, errors, cancelled.Token)).ShouldBe(ExitCodes.Interrupted);
        errors.ToString().ShouldBe("creditrisk: interrupted" + Environment.NewLine);
    }
}
