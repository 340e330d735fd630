using System.CommandLine;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;

namespace CreditRisk.Silo.Commands;

/// <summary>Options that several commands have, so that they are called and behave the same everywhere.</summary>
public static class CommonOptions
{
    /// <summary>The environment variable that names the data directory.</summary>
    public const string DataVariable = "CREDITRISK_DATA";

    /// <summary>The data directory where nothing else is said.</summary>
    public const string DefaultData = "./creditrisk-data";

    /// <summary><c>--data DIR</c></summary>
    public static Option<string> Data() => new("--data")
    {
        HelpName = "DIR|CONNECTION",
        Description = $"The data directory, or a PostgreSQL connection string that begins with Host=; also by the environment variable {DataVariable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } directory ? directory : DefaultData,
    };

    /// <summary><c>--rules DIR</c></summary>
    public static Option<string?> Rules() => new("--rules")
    {
        HelpName = "DIR",
        Description = "The directory of policies, tariffs and scorecards. Default: those that ship with the program.",
    };

    /// <summary><c>--json</c></summary>
    public static Option<bool> Json(string what) => new("--json") { Description = what };

    /// <summary>An option for a whole number within bounds.</summary>
    public static Option<int> Whole(string name, string helpName, int least, int most, int fallback, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        DefaultValueFactory = _ => fallback,
        CustomParser = result => Numbers.Whole(result, name, least, most),
    };

    /// <summary>The rule files that were asked for.</summary>
    public static RuleFiles RulesOf(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } directory ? new RuleFiles(directory) : RuleFiles.Shipped;

    /// <summary>Opens a data directory or a PostgreSQL schema for reading, beside the process that writes to it if there is one.</summary>
    /// <param name="data">The directory, or a connection string that begins with <c>Host=</c>; its <c>Search Path</c> names the schema if it is another one than ours.</param>
    /// <exception cref="StoreException">There is no database, or it cannot be read.</exception>
    /// <exception cref="ConfigurationException">The connection string cannot be read.</exception>
    public static IAccountStore OpenForReading(string data) => DataPlace.Of(data).OpenForReading();
}
