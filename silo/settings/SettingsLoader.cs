using System.Net;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Silo.Api.Access;
using CreditRisk.Silo.Runtime;

namespace CreditRisk.Silo.Settings;

/// <summary>Makes settings of the defaults, the configuration file and the environment, in this order; all mistakes are told at once.</summary>
public static class SettingsLoader
{
    /// <summary>The file that is read when none is named, if it is there.</summary>
    public const string DefaultFile = "creditrisk.json";

    /// <summary>The environment variable of the API key. A secret has no place in a file that is shown around, so that it is no setting.</summary>
    public const string ApiKeyVariable = "CREDITRISK_API_KEY";

    /// <summary>The environment variable of the administrator's key.</summary>
    public const string AdminKeyVariable = "CREDITRISK_ADMIN_KEY";

    private const string Prefix = "CREDITRISK_";

    /// <summary>Loads the settings.</summary>
    /// <param name="file">The configuration file, or null for <see cref="DefaultFile"/> in the current folder, if it is there.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="role">What the process does, where the command line says so.</param>
    /// <exception cref="ConfigurationException">Something is wrong: one line a mistake.</exception>
    public static ServiceSettings Load(string? file, IReadOnlyDictionary<string, string> environment, NodeRole? role = null)
    {
        var mistakes = new List<string>();
        var values = new List<(Setting Setting, GivenValue Value)>();
        if (file is not null || File.Exists(DefaultFile))
        {
            values.AddRange(ReadFile(file ?? DefaultFile, mistakes));
        }

        values.AddRange(ReadEnvironment(environment, mistakes));
        var settings = values.Aggregate(new ServiceSettings(), (settings, given) => given.Setting.Take(settings, given.Value, mistakes));
        settings = settings with
        {
            Role = role ?? settings.Role,
            Api = settings.Api with { Key = Key(ApiKeyVariable, environment, mistakes), AdminKey = Key(AdminKeyVariable, environment, mistakes) },
        };
        mistakes.AddRange(Contradictions(settings));
        return mistakes.Count == 0 ? settings : throw new ConfigurationException(mistakes);
    }

    private static IReadOnlyList<(Setting Setting, GivenValue Value)> ReadFile(string file, List<string> mistakes)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length > SettingsFile.MostBytes)
            {
                mistakes.Add($"{file}: the file has {stream.Length} bytes, and may have {SettingsFile.MostBytes}");
                return [];
            }

            var text = new byte[stream.Length];
            stream.ReadExactly(text);
            return SettingsFile.Parse(file, text, Path.GetDirectoryName(file) ?? "", mistakes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"{file}: {failure.Message}");
            return [];
        }
    }

    // Only names with two underscores are settings: other parts of the product have variables with the same prefix.
    private static List<(Setting Setting, GivenValue Value)> ReadEnvironment(IReadOnlyDictionary<string, string> environment, List<string> mistakes)
    {
        var values = new List<(Setting, GivenValue)>();
        foreach (var (name, text) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || !name.Contains("__", StringComparison.Ordinal))
            {
                continue;
            }

            if (SettingTable.All.FirstOrDefault(setting => setting.EnvironmentVariable.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } setting)
            {
                values.Add((setting, new GivenValue(text, null, name, "")));
            }
            else
            {
                mistakes.Add($"{name}: there is no such setting{Nearest.Guess(name, SettingTable.All.Select(known => known.EnvironmentVariable))}");
            }
        }

        return values;
    }

    private static ApiKey? Key(string variable, IReadOnlyDictionary<string, string> environment, List<string> mistakes)
    {
        if (!environment.TryGetValue(variable, out var text) || text.Length == 0)
        {
            return null;
        }

        if (!ApiKey.TryCreate(text, out var key))
        {
            mistakes.Add($"{variable}: the key must be {ApiKey.Form}");
        }

        return key;
    }

    private static IEnumerable<string> Contradictions(ServiceSettings settings)
    {
        var committer = settings.Committer;
        if (committer.LongestRetryMilliseconds < committer.FirstRetryMilliseconds)
        {
            yield return $"committer.longestRetryMilliseconds is {committer.LongestRetryMilliseconds}, and must be at least committer.firstRetryMilliseconds, "
                + $"which is {committer.FirstRetryMilliseconds}";
        }

        if (settings.Api.Mistake() is { } mistake)
        {
            yield return mistake;
        }

        if (settings.Postgres.ConnectionString.Length > 0 && settings.Postgres.Mistake() is { } refused)
        {
            yield return $"postgres: {refused}";
        }

        foreach (var wrong in settings.Kafka.Brokers.Length > 0 ? settings.Kafka.Mistakes() : [])
        {
            yield return $"kafka: {wrong}";
        }

        foreach (var wrong in ClusterTable.Contradictions(settings))
        {
            yield return wrong;
        }
    }
}
