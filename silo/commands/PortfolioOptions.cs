using System.CommandLine;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Simulator;
using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>The options that choose a simulated portfolio.</summary>
/// <param name="customers">How many customers where nothing is said.</param>
/// <param name="mostCustomers">The most that may be asked for.</param>
internal sealed class PortfolioOptions(int customers, int mostCustomers = SimulatorOptions.MostCustomers)
{
    /// <summary><c>--customers N</c></summary>
    public Option<int> Customers { get; } =
        CommonOptions.Whole("--customers", "N", 1, mostCustomers, customers, "How many customers.");

    /// <summary><c>--seed S</c></summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        HelpName = "S",
        Description = "Chooses one of the possible portfolios; the same number gives the same events.",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Numbers.Whole(result, "--seed", int.MinValue, int.MaxValue),
    };

    /// <summary>The simulator that was asked for.</summary>
    /// <exception cref="ConfigurationException">There can be no such portfolio.</exception>
    public PortfolioSimulator Simulator(ParseResult parsed, LocalDate start, bool usage)
    {
        try
        {
            return new PortfolioSimulator(new SimulatorOptions
            {
                Customers = parsed.GetValue(Customers),
                Seed = parsed.GetValue(Seed),
                Start = start,
                Usage = usage,
            });
        }
        catch (ArgumentException wrong)
        {
            throw new ConfigurationException([wrong.Message.Split(" (Parameter")[0]]);
        }
    }
}
