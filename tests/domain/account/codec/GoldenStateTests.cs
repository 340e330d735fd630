using CreditRisk.Domain.Account.Codec;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>
/// A state as the first version of the program wrote it. Operators keep such bytes for years: once version 1 is shipped this file must never
/// change again; a new layout gets a new version, a golden file of its own, and code that reads this one. As long as version 1 is not
/// shipped, a wanted change of the layout or of the rules may write it anew: run this test with CREDITRISK_GOLDEN=write, and say so in the change.
/// </summary>
public sealed class GoldenStateTests
{
    private const int BytesPerLine = 40;

    private static string Golden => Path.Combine(Repository.Root, "tests", "domain", "account", "golden", "state-v1.hex");

    [Fact]
    public void Todays_program_reads_what_version_1_wrote_and_writes_it_again()
    {
        if (Environment.GetEnvironmentVariable("CREDITRISK_GOLDEN") == "write")
        {
            Write(StateCodec.Encode(RichState.Build()));
        }

        var golden = Convert.FromHexString(string.Concat(File.ReadAllLines(Golden)));
        var decoded = new StateCodec(RichState.Rules.Book).Decode(golden);

        Convert.ToHexString(StateCodec.Encode(decoded)).ShouldBe(Convert.ToHexString(golden));
        decoded.Id.ShouldBe("account");
        decoded.Profile.Name.Value.ShouldBe("Grün & Söhne 公司");
        decoded.Waiting[^1].Event.Header.Id.ShouldBe("exact");
    }

    [Fact]
    public void Todays_rules_come_to_the_same_state() =>
        Convert.ToHexString(StateCodec.Encode(RichState.Build()))
            .ShouldBe(string.Concat(File.ReadAllLines(Golden)), "the rules or the layout have changed: see the comment of this class");

    private static void Write(byte[] state)
    {
        var lines = state.Chunk(BytesPerLine).Select(Convert.ToHexString);
        File.WriteAllText(Golden, string.Join('\n', lines) + "\n");
    }
}
