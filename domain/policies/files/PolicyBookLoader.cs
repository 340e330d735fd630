namespace CreditRisk.Domain.Policies.Files;

/// <summary>Reads a mapping file together with the policies that it names.</summary>
public static class PolicyBookLoader
{
    /// <summary>Reads them all, or tells everything that is wrong with any of them: policies in the order given, then the mapping.</summary>
    /// <param name="mapping">The mapping file.</param>
    /// <param name="policies">All policy files; the mapping need not name each.</param>
    /// <param name="read">Is told each policy that could be read, with the name of its file; or null.</param>
    public static Loaded<PolicyBook> Load(NamedText mapping, IEnumerable<NamedText> policies, Action<string, Policy>? read = null)
    {
        var byId = new Dictionary<string, Policy?>(StringComparer.Ordinal);
        var fileOf = new Dictionary<string, string>(StringComparer.Ordinal);
        var mistakes = new List<Mistake>();
        foreach (var file in policies)
        {
            var reading = PolicyFile.Read(file.File, file.Text);
            mistakes.AddRange(reading.Policy.Mistakes);
            if (reading.Id.Length == 0)
            {
                continue;
            }

            if (fileOf.TryAdd(reading.Id, file.File))
            {
                byId.Add(reading.Id, reading.Policy.Value);
                if (reading.Policy.Value is { } policy)
                {
                    read?.Invoke(file.File, policy);
                }
            }
            else
            {
                mistakes.Add(new Mistake(file.File, reading.IdAt.Line, reading.IdAt.Column, $"policy '{reading.Id}' is in {fileOf[reading.Id]} already"));
            }
        }

        var book = MappingFile.Read(mapping.File, mapping.Text, byId);
        return mistakes.Count == 0 ? book : new Loaded<PolicyBook>([.. mistakes, .. book.Mistakes]);
    }
}
