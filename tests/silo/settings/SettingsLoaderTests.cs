using System.Net;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Settings;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Settings;

/// <summary>Settings from the defaults, a file and the environment.</summary>
public sealed class SettingsLoaderTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("creditrisk-settings-").FullName;

    [Fact]
    public void Without_file_and_environment_everything_has_its_default()
    {
        var settings = Load("{}");

        settings.Host.ShouldBe(new CreditRisk.Actor.HostOptions());
        settings.Committer.ShouldBe(new CreditRisk.Storage.Commit.GroupCommitterOptions());
        settings.Api.ShouldBe(new CreditRisk.Silo.Api.ApiOptions());
        settings.Rules.ShouldBe(RuleFiles.Shipped);
    }

    [Fact]
    public void The_file_changes_what_it_names()
    {
        var settings = Load(
            """
            // comments and trailing commas are welcome
            { "host": { "loops": 3, }, "http": { "address": "::1", "port": 0 }, "log": { "level": "debug" } }
            """);

        (settings.Host.Loops, settings.Api.Address, settings.Api.Port, settings.LogLevel)
            .ShouldBe((3, IPAddress.IPv6Loopback, 0, Microsoft.Extensions.Logging.LogLevel.Debug));
        settings.Host.RecordsPerTurn.ShouldBe(new CreditRisk.Actor.HostOptions().RecordsPerTurn);
    }

    [Fact]
    public void The_environment_goes_over_the_file()
    {
        var settings = Load("""{ "host": { "loops": 3 } }""", ("CREDITRISK_HOST__LOOPS", "5"), ("creditrisk_http__port", "81"), ("CREDITRISK_ROOT", "/x"), ("OTHER__THING", "1"));

        (settings.Host.Loops, settings.Api.Port).ShouldBe((5, 81));
    }

    [Fact]
    public void Paths_in_the_file_start_from_its_folder_and_those_in_the_environment_do_not()
    {
        Load("""{ "data": { "directory": "d" }, "rules": { "directory": "r" } }""").ShouldSatisfyAllConditions(
            settings => settings.Store.DataDirectory.ShouldBe(Path.Combine(_folder, "d")),
            settings => settings.Rules.Directory.ShouldBe(Path.Combine(_folder, "r")));
        Load("""{ "data": { "directory": "/d" }, "rules": { "directory": "" } }""").ShouldSatisfyAllConditions(
            settings => settings.Store.DataDirectory.ShouldBe("/d"),
            settings => settings.Rules.ShouldBe(RuleFiles.Shipped));
        Load("{}", ("CREDITRISK_DATA__DIRECTORY", "d")).Store.DataDirectory.ShouldBe("d");
    }

    [Fact]
    public void All_mistakes_are_told_at_once_one_a_line()
    {
        var mistakes = Mistakes(
            """
            {
              "host": { "loops": 0, "Loops": 1, "recordsPerTurn": "many", "accountsPerSweep": 1.5, "queuedRecordsPerLoop": null },
              "http": { "prot": 1, "port": 65536, "address": "localhost" },
              "data": { "pageBytes": 4097, "directory": "" , "maxReaders": 2, "maxReaders": 3 },
              "swep": {},
              "log": "debug",
              "committer": { "firstRetryMilliseconds": 500, "longestRetryMilliseconds": 400 }
            }
            """,
            ("CREDITRISK_SWEEP__INTERVALSECONDS", "soon"),
            ("CREDITRISK_HOST__LOPS", "1"),
            ("CREDITRISK_API_KEY", "short"));

        mistakes.ShouldBe(
        [
            "FILE: there is no setting 'host.Loops'; did you mean 'host.loops'?",
            "FILE: there is no setting 'http.prot'; did you mean 'http.port'?",
            "FILE: data.maxReaders is there twice",
            "FILE: there is no section 'swep'; did you mean 'sweep'?",
            "FILE: the section 'log' is no object of settings",
            "CREDITRISK_HOST__LOPS: there is no such setting; did you mean 'CREDITRISK_HOST__LOOPS'?",
            "FILE: host.loops is 0, and must be 1 to 64",
            "FILE: host.recordsPerTurn is \"many\", and must be 1 to 100000",
            "FILE: host.accountsPerSweep is 1.5, and must be 1 to 1000000",
            "FILE: host.queuedRecordsPerLoop is null, and must be 1 to 1000000",
            "FILE: http.port is 65536, and must be 0 to 65535",
            "FILE: http.address is \"localhost\", and must be an IP address",
            "FILE: data.pageBytes is 4097, and must be a power of two, 512 to 65536",
            "FILE: data.directory is \"\", and must be a path",
            "CREDITRISK_SWEEP__INTERVALSECONDS: sweep.intervalSeconds is soon, and must be 1 to 3600",
            "CREDITRISK_API_KEY: the key must be 16 to 256 printable ASCII characters without spaces",
            "committer.longestRetryMilliseconds is 400, and must be at least committer.firstRetryMilliseconds, which is 500",
        ]);
    }

    [Theory]
    [InlineData("", "FILE:1:1: this is no JSON")]
    [InlineData("{\n  \"host\": {\n    loops: 1 } }", "FILE:3:5: this is no JSON")]
    [InlineData("[]", "FILE: this is no object of sections")]
    public void What_is_no_configuration_is_told_with_its_place(string text, string mistake) => Mistakes(text).ShouldBe([mistake]);

    [Fact]
    public void A_file_that_is_named_must_be_there()
    {
        var file = Path.Combine(_folder, "missing.json");

        Should.Throw<ConfigurationException>(() => SettingsLoader.Load(file, NoVariables)).Mistakes.ShouldHaveSingleItem().ShouldStartWith(file + ": ");
    }

    [Fact]
    public void A_key_opens_other_addresses()
    {
        Mistakes("""{ "http": { "address": "0.0.0.0" } }""").ShouldHaveSingleItem().ShouldContain("CREDITRISK_API_KEY");

        var settings = Load("""{ "http": { "address": "0.0.0.0" } }""", ("CREDITRISK_API_KEY", "0123456789abcdef"));
        settings.Api.Key!.Is("0123456789abcdef").ShouldBeTrue();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServiceSettings Load(string text, params (string Name, string Value)[] variables)
    {
        var file = Path.Combine(_folder, "creditrisk.json");
        File.WriteAllText(file, text);
        return SettingsLoader.Load(file, variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal));
    }

    private IEnumerable<string> Mistakes(string text, params (string Name, string Value)[] variables) =>
        Should.Throw<ConfigurationException>(() => Load(text, variables)).Mistakes
            .Select(mistake => mistake.Replace(Path.Combine(_folder, "creditrisk.json"), "FILE", StringComparison.Ordinal));
}
