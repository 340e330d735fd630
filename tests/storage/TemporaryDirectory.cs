namespace CreditRisk.Tests.Storage;

/// <summary>A directory of its own for one test, removed with all it holds.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("creditrisk-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
