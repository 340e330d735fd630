using CreditRisk.Ingest.Sources;
using CreditRisk.Tests.Storage;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Sources;

/// <summary>A file is known by what it holds.</summary>
public sealed class FileIdentityTests
{
    private const int Long = 3 << 20;

    [Fact]
    public async Task A_file_that_was_moved_or_renamed_is_the_same()
    {
        using var directory = new TemporaryDirectory();

        (await Of(directory, "a", [1, 2, 3])).ShouldBe(await Of(directory, "b", [1, 2, 3]));
    }

    [Fact]
    public async Task It_is_short_and_printable()
    {
        using var directory = new TemporaryDirectory();

        (await Of(directory, "a", [1, 2, 3])).ShouldMatch("^[0-9a-f]{16}$");
        (await Of(directory, "b", [])).ShouldMatch("^[0-9a-f]{16}$");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(Long, 0)]
    [InlineData(Long, Long / 2)]
    [InlineData(Long, Long - 1)]
    public async Task Another_content_is_another_file_wherever_it_differs(int length, int place)
    {
        using var directory = new TemporaryDirectory();
        var content = new byte[length];
        var changed = new byte[length];
        changed[place] = 1;

        (await Of(directory, "b", changed)).ShouldNotBe(await Of(directory, "a", content));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(Long)]
    public async Task A_file_that_has_grown_is_another(int length)
    {
        using var directory = new TemporaryDirectory();

        (await Of(directory, "b", new byte[length + 1])).ShouldNotBe(await Of(directory, "a", new byte[length]));
    }

    [Fact]
    public async Task A_file_that_is_not_there_cannot_be_named()
    {
        using var directory = new TemporaryDirectory();

        await Should.ThrowAsync<FileNotFoundException>(() => FileIdentity.OfAsync(Path.Combine(directory.Path, "none")));
    }

    private static async Task<string> Of(TemporaryDirectory directory, string name, byte[] content)
    {
        var path = Path.Combine(directory.Path, name);
        await File.WriteAllBytesAsync(path, content);
        return await FileIdentity.OfAsync(path);
    }
}
