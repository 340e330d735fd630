using Xunit.Abstractions;

namespace CreditRisk.Tests.Specs;

/// <summary>A row as the data of a test: its name tells file, line, table and row.</summary>
public sealed class RowCase : IXunitSerializable
{
    public RowCase()
    {
    }

    public RowCase(string file, int line, string name) => (File, Line, Name) = (file, line, name);

    public string File { get; private set; } = "";

    public int Line { get; private set; }

    public string Name { get; private set; } = "";

    public void Deserialize(IXunitSerializationInfo info) =>
        (File, Line, Name) = (info.GetValue<string>(nameof(File)), info.GetValue<int>(nameof(Line)), info.GetValue<string>(nameof(Name)));

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(File), File);
        info.AddValue(nameof(Line), Line);
        info.AddValue(nameof(Name), Name);
    }

    public override string ToString() => Name;
}
