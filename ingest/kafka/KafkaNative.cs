using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace CreditRisk.Ingest.Kafka;

/// <summary>The native library is missing, or is not the one that the client was made for; the message says in one line what to do.</summary>
/// <param name="message">What is wrong.</param>
public sealed class KafkaLibraryException(string message) : Exception(message);

/// <summary>
/// Finds librdkafka: what <c>CREDITRISK_LIBRDKAFKA</c> names, else what lies beside the program, else what <c>./creditrisk setup kafka</c> has built. The system's own one is never
/// taken: it may be an older one that loads and then fails.
/// </summary>
public static class KafkaNative
{
    /// <summary>The version that Confluent.Kafka is made for.</summary>
    public const string Version = "2.15.1";

    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "CREDITRISK_LIBRDKAFKA";

    private static readonly Lazy<string?> Mistake = new(TryLoad);

    /// <summary>The library, for what the client itself does not offer. <see cref="Load"/> comes first.</summary>
    public static nint Handle { get; private set; }

    /// <summary>Loads the library, once.</summary>
    /// <exception cref="KafkaLibraryException">It is missing or is another version.</exception>
    public static void Load()
    {
        if (Mistake.Value is { } mistake)
        {
            throw new KafkaLibraryException(mistake);
        }
    }

    private static string? TryLoad()
    {
        var candidates = Candidates().ToArray();
        if (candidates.FirstOrDefault(File.Exists) is not { } path)
        {
            return $"librdkafka {Version} is missing; './creditrisk setup kafka' builds it, or {Variable} names it (looked for: {string.Join(", ", candidates)})";
        }

        if (!NativeLibrary.TryLoad(path, out var handle))
        {
            return $"librdkafka cannot be loaded from {path}";
        }

        Handle = handle;
        NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name == "librdkafka" ? handle : 0);
        return Library.VersionString.StartsWith(Version, StringComparison.Ordinal)
            ? null
            : $"librdkafka {Library.VersionString} was found at {path}; version {Version} is needed";
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return [named];
        }

        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return
        [
            Path.Combine(AppContext.BaseDirectory, "librdkafka.so"),
            Path.Combine(AppContext.BaseDirectory, "runtimes", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "native", "librdkafka.so"),
            Path.Combine(cache, "creditrisk", $"librdkafka-{Version}", "librdkafka.so"),
        ];
    }
}
