using System.CommandLine;
using CreditRisk.Silo.Terminal;
using CreditRisk.Storage.Sqlite;
using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary><c>up</c>: everything on this machine, fed by the simulator.</summary>
public static class UpCommand
{
    private const int MostCustomers = 1_000_000;
    private const double FastestSpeed = 100_000;

    private static readonly LocalDate Start = new(2026, 1, 1);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var rules = CommonOptions.Rules();
        var portfolio = new PortfolioOptions(customers: 2_000, MostCustomers);
        var port = CommonOptions.Whole("--port", "PORT", 0, 65_535, 8080, "The API's port on 127.0.0.1. If it is taken, the next free one; 0: any free one.");
        var speed = new Option<double>("--speed")
        {
            HelpName = "X",
            Description = "Simulated days per second; 0: as fast as it goes.",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Numbers.Decimal(result, "--speed", 0, FastestSpeed),
        };
        var days = CommonOptions.Whole("--days", "N", 0, 100_000, 0, "End after so many simulated days; 0: go on until stopped.");
        var noTerminal = new Option<bool>("--no-terminal") { Description = "Print a line a second instead of the live view, as when the output is no terminal." };
        var json = CommonOptions.Json("Print JSON objects instead, one a line: the figures about every second, and each new warning.");
        var command = new Command(
            "up", "Run everything on this machine: store, simulator, API, metrics and a live view. Ctrl-C ends it; started again with the same options it goes on.")
        {
            data, rules, portfolio.Customers, portfolio.Seed, port, speed, days, noTerminal, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = CommandConsole.Of(parsed);
            var request = new UpRequest
            {
                Store = new SqliteStoreOptions { DataDirectory = parsed.GetRequiredValue(data) },
                Rules = CommonOptions.RulesOf(parsed, rules),
                Simulator = portfolio.Simulator(parsed, Start, usage: true),
                Port = parsed.GetValue(port),
                DaysPerSecond = parsed.GetValue(speed),
                Days = parsed.GetValue(days) is > 0 and var number ? number : null,
                Form = parsed.GetValue(json) ? LiveForm.Json : console.IsTerminal && !parsed.GetValue(noTerminal) ? LiveForm.Page : LiveForm.Lines,
            };
            await UpSession.RunAsync(request, console, TimeProvider.System, cancellation);
            return ExitCodes.Ok;
        });
        return command;
    }
}
