using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads a file that says the same things for each region: a <c>default</c>, and <c>regions</c> by name.</summary>
internal static class RegionalFile
{
    private static readonly string[] Keys = ["default", "regions"];

    /// <summary>Reads one region's part; the result is not asked for where a mistake was told.</summary>
    /// <param name="region">The region, <c>default</c> for all others.</param>
    /// <param name="section">What the file says of it.</param>
    /// <param name="mistakes">Where mistakes go.</param>
    /// <typeparam name="T">What the part holds.</typeparam>
    public delegate T? Reader<out T>(string region, Section section, MistakeList mistakes)
        where T : class;

    /// <summary>Reads a file, or tells everything that is wrong with it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="known">The keys of a region.</param>
    /// <param name="read">Reads a region.</param>
    public static Loaded<Regional<T>> Read<T>(NamedText file, string name, string[] known, Reader<T> read)
        where T : class
    {
        var mistakes = new MistakeList(file.File);
        var section = Section.Open(YamlTree.Read(new SourceText(file.Text), mistakes), Position.Start, name, Keys, mistakes);
        section?.Require(Keys[0]);
        var others = section?.Open(Keys[0], known) is { } common ? read(Keys[0], common, mistakes) : null;
        var regions = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var entry in section?.Open(Keys[1], known: null)?.Entries ?? [])
        {
            var region = Values.Text(new ScalarNode(entry.KeyAt, entry.Key, ScalarKind.Text, 0, 0), "a region", Values.MostText, mistakes);
            if (Section.Open(entry.Value, entry.KeyAt, $"'{entry.Key}'", known, mistakes) is { } own && read(region, own, mistakes) is { } value)
            {
                regions[region] = value;
            }
        }

        return mistakes.Conclude(() => new Regional<T>(others!, regions.ToImmutable()));
    }
}
