using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Settings;
using CreditRisk.Storage.Contracts;
using CreditRisk.Storage.Sqlite;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Settings;

/// <summary>The code, the documentation and the sample say the same of every setting.</summary>
public sealed partial class SettingTableTests
{
    public static TheoryData<string> Numbers => [.. SettingTable.All.OfType<NumberSetting>().Select(setting => setting.Key)];

    [Fact]
    public void The_documentation_has_every_setting_as_the_code_has_it()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"))).Select(match => match.Value);

        rows.ShouldBe(SettingTable.All.Select(setting => $"| `{setting.Key}` | `{setting.DefaultJson}` | {setting.Allowed} | {setting.Description} |"));
    }

    [Fact]
    public void The_sample_has_every_setting_with_its_default()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "creditrisk.json")));

        var values = sample.RootElement.EnumerateObject().SelectMany(section => section.Value.EnumerateObject().Select(value => $"{section.Name}.{value.Name}: {value.Value.GetRawText()}"));

        values.ShouldBe(SettingTable.All.Select(setting => $"{setting.Key}: {setting.DefaultJson}"));
    }

    [Fact]
    public void The_sample_is_taken_as_it_is()
    {
        var file = Path.Combine(Repository.Root, "deploy", "creditrisk.json");
        var defaults = new ServiceSettings();

        var settings = SettingsLoader.Load(file, new Dictionary<string, string>(StringComparer.Ordinal));

        ShouldBeSame(settings, defaults with { Store = defaults.Store with { DataDirectory = Path.Combine(Repository.Root, "deploy", "creditrisk-data") } });
    }

    [Fact]
    public void Every_setting_can_be_given_in_the_environment()
    {
        var variables = SettingTable.All.ToDictionary(setting => setting.EnvironmentVariable, setting => setting.DefaultJson.Trim('"'), StringComparer.Ordinal);

        ShouldBeSame(SettingsLoader.Load(Path.Combine(Repository.Root, "deploy", "creditrisk.json"), variables), new ServiceSettings());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_taken_up_to_its_bounds_and_no_further(string key)
    {
        var setting = SettingTable.All.OfType<NumberSetting>().Single(setting => setting.Key == key);

        foreach (var (value, isTaken) in new[] { (setting.Least, true), (setting.Most, true), (setting.Least - 1, false), (setting.Most + 1, false) })
        {
            var mistakes = new List<string>();
            var settings = setting.Take(new ServiceSettings(), new GivenValue(value.ToString(CultureInfo.InvariantCulture), false, "test", ""), mistakes);
            mistakes.Count.ShouldBe(isTaken ? 0 : 1);
            setting.Get(settings).ShouldBe(isTaken ? value : setting.Get(new ServiceSettings()));
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_part_that_a_setting_is_for_agrees_on_its_bounds(string key)
    {
        var setting = SettingTable.All.OfType<NumberSetting>().Single(setting => setting.Key == key);

        foreach (var value in new[] { setting.Least, setting.Most })
        {
            var settings = setting.With(new ServiceSettings(), value);
            settings.Host.Mistakes().ShouldBeEmpty();
            IsRefused(settings).ShouldBeFalse($"{key} = {value}");
        }

        if (setting.Section == "host")
        {
            setting.With(new ServiceSettings(), setting.Least - 1).Host.Mistakes().ShouldHaveSingleItem();
            setting.With(new ServiceSettings(), setting.Most + 1).Host.Mistakes().ShouldHaveSingleItem();
        }

        if (setting.Section == "data")
        {
            IsRefused(setting.With(new ServiceSettings(), setting.Least - 1)).ShouldBeTrue(key);
            IsRefused(setting.With(new ServiceSettings(), setting.Most + 1)).ShouldBeTrue(key);
        }
    }

    [Fact]
    public void Every_bound_of_the_parts_can_be_set()
    {
        var defaults = new ServiceSettings();
        foreach (var part in new object[] { defaults.Host, defaults.Committer, defaults.Limits, defaults.Sweep, defaults.Store, defaults.Api, defaults.Postgres, defaults.Kafka })
        {
            var names = part.GetType().GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Except(["Mode", "Key", "AdminKey", "EqualityContract", nameof(DecoderLimits.TakesOwn)], StringComparer.Ordinal);
            foreach (var name in names.Select(name => name == nameof(SqliteStoreOptions.DataDirectory) ? "directory" : name))
            {
                SettingTable.All.ShouldContain(setting => setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase), $"{part.GetType().Name}.{name} has no setting");
            }
        }
    }

    [Fact]
    public void Keys_are_unique_and_sections_stand_together()
    {
        SettingTable.All.Select(setting => setting.Key).ShouldBeUnique();
        SettingTable.All.Select(setting => setting.EnvironmentVariable).ShouldBeUnique();
        var sections = SettingTable.All.Select(setting => setting.Section).ToList();
        sections.Where((section, i) => i > 0 && section != sections[i - 1]).ShouldBeUnique();
    }

    // Kafka's options hold lists, which are equal by their elements only to a comparison that looks into them.
    private static void ShouldBeSame(ServiceSettings actual, ServiceSettings expected)
    {
        actual.Kafka.ShouldBeEquivalentTo(expected.Kafka);
        (actual with { Kafka = expected.Kafka }).ShouldBe(expected);
    }

    // The store says what it thinks of its options when it is opened; without a database for reading it gets no further.
    private static bool IsRefused(ServiceSettings settings)
    {
        try
        {
            using var store = SqliteStore.Open(settings.Store with { DataDirectory = "there-is-none", Mode = SqliteStoreMode.ReadOnly });
            return false;
        }
        catch (StoreException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"^\| `[a-z]+\.[A-Za-z]+`( \| [^|\n]*){3} \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
