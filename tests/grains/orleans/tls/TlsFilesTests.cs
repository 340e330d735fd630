using CreditRisk.Cluster.Tls;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Grains.Cluster.Tls;

/// <summary>What is said of files that do not do.</summary>
public sealed class TlsFilesTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Files_that_fit_are_without_mistake()
    {
        MistakesOf(_authority.Issue()).ShouldBeEmpty();
        MistakesOf(_authority.Issue(through: true)).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_is_missing_or_holds_something_else_is_named()
    {
        var files = _authority.Issue();
        var empty = Path.Combine(Path.GetDirectoryName(files.Key)!, "empty");
        File.WriteAllText(empty, "");

        foreach (var path in new[] { "missing", "", empty })
        {
            OnlyMistakeOf(files with { Certificate = path }).ShouldStartWith($"'{path}' ");
            OnlyMistakeOf(files with { Key = path }).ShouldStartWith($"'{path}' ");
            OnlyMistakeOf(files with { Authority = path }).ShouldStartWith($"'{path}' ");
        }
    }

    [Fact]
    public void A_key_of_another_certificate_is_named()
    {
        var files = _authority.Issue() with { Key = _authority.Issue().Key };

        OnlyMistakeOf(files).ShouldStartWith($"'{files.Key}' is not the private key of '{files.Certificate}'");
    }

    [Fact]
    public void A_certificate_that_is_not_valid_now_is_named()
    {
        OnlyMistakeOf(_authority.Issue(validDays: -1)).ShouldContain("has expired at 20");
        _authority.Issue().Mistakes(TestAuthority.Now.AddDays(-9)).ShouldHaveSingleItem().ShouldContain("is valid only from 20");
    }

    [Fact]
    public void A_certificate_of_another_authority_or_for_one_direction_only_is_named()
    {
        MistakesOf(_authority.Issue() with { Authority = _other.Issue().Authority }).ShouldAllBe(mistake => mistake.Contains("would not be trusted", StringComparison.Ordinal));
        OnlyMistakeOf(_authority.Issue(uses: TestAuthority.ForServers)).ShouldContain("as that of a client");
        OnlyMistakeOf(_authority.Issue(uses: TestAuthority.ForClients)).ShouldContain("as that of a server");
    }

    private static string OnlyMistakeOf(TlsFiles files) => MistakesOf(files).ShouldHaveSingleItem();

    private static List<string> MistakesOf(TlsFiles files) => [.. files.Mistakes(TestAuthority.Now)];
}
