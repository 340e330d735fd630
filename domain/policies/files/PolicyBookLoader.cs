namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads a mapping file together with the policies that it names.</summary>
public static class PolicyBookLoader
{
    /// <summary>Reads them all, or tells everything that is wrong with any of them: policies in the order given, how the versions of one follow each other, then the mapping.</summary>
    /// <param name="mapping">The mapping file.</param>
    /// <param name="policies">All policy files; the mapping need not name each.</param>
    /// <param name="read">Is told each policy that could be read, with the name of its file; or null.</param>
    public static Loaded<PolicyBook> Load(NamedText mapping, IEnumerable<NamedText> policies, Action<string, Policy>? read = null)
    {
        var readings = policies.Select(file => PolicyFile.Read(file.File, file.Text)).ToList();
        var mistakes = new List<Mistake>();
        foreach (var reading in readings)
        {
            mistakes.AddRange(reading.Policy.Mistakes);
            if (reading.Policy.Value is { } policy)
            {
                read?.Invoke(reading.File, policy);
            }
        }

        var byId = readings.Where(reading => reading.Id.Length > 0).GroupBy(reading => reading.Id, StringComparer.Ordinal)
            .ToDictionary(files => files.Key, files => VersionOrder.Of(files.Key, [.. files], mistakes), StringComparer.Ordinal);
        var book = MappingFile.Read(mapping.File, mapping.Text, byId);
        return mistakes.Count == 0 ? book : new Loaded<PolicyBook>([.. mistakes, .. book.Mistakes]);
    }
}
