using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Tidy;

/// <summary>The domain knows nothing of I/O, threads, the network, hosts and stores.</summary>
public sealed partial class DomainPurityTests
{
    [Fact]
    public void The_domain_references_no_host_store_or_broker()
    {
        var domain = Project.All.Single(project => project.Folder == "domain");
        domain.Sdk.ShouldBe("Microsoft.NET.Sdk", "the domain is a plain library");
        domain.Packages
            .Where(package => Outside().IsMatch(package))
            .Select(package => new Finding(
                domain.Path, domain.LineOf(package), $"The domain references '{package}'.", "Move what needs it to a later layer."))
            .ShouldBeNone();
    }

    [Fact]
    public void The_domain_uses_no_files_threads_or_network()
    {
        // The SDK imports these namespaces by itself, so that a 'using' alone would not show it.
        var findings =
            from file in Repository.CSharpFiles
            where file.Path.StartsWith("domain/", StringComparison.Ordinal)
            from match in Usage().Matches(file.CSharp.Code)
            select new Finding(
                file.Path, file.CSharp.LineOf(match.Index), $"The domain uses '{match.Value.Trim()}'.",
                "Take a value, a string or a TextReader instead, and leave the rest to a later layer.");
        findings.ShouldBeNone();
    }

    [Theory]
    [InlineData("using System.Threading.Tasks;", true)]
    [InlineData("using Lines = System.IO.StreamReader;", true)]
    [InlineData("System.Net.Http.HttpClient client;", true)]
    [InlineData("var text = File.ReadAllText(path);", true)]
    [InlineData("private Task<int> Load() => null;", true)]
    [InlineData("await Task.Yield();", true)]
    [InlineData("using System.Collections.Generic;", false)]
    [InlineData("using var reader = new StringReader(text);", false)]
    [InlineData("TaskCompleted = 7, Task, File.Length", false)]
    [InlineData("// System.IO is left to later layers", false)]
    public void The_rule_tells_input_and_output_from_plain_values(string line, bool caught) =>
        Usage().IsMatch(CSharpText.Parse(line).Code).ShouldBe(caught);

    [GeneratedRegex("AspNetCore|Sqlite|SQLitePCL|Kafka|Npgsql|Orleans|Hosting|Spectre", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Outside();

    [GeneratedRegex(
        @"\bSystem\.(?:IO|Threading|Net)\b|(?<![.\w])(?:(?:File|Directory)\.(?:Read|Write|Open|Exists|Append|Create|Delete|Copy|Move|Get|Enumerate)\w*"
        + @"|(?:FileStream|FileInfo|DirectoryInfo|HttpClient|Socket|ThreadPool|SemaphoreSlim)\b|(?:Console|Process|Thread|Interlocked|Monitor)\.|(?:Value)?Task[.<])",
        RegexOptions.None, 1000)]
    private static partial Regex Usage();
}
