using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Tests.Tidy;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>
/// States as versions of the program wrote them. Operators keep such bytes for years: once a version of them is shipped its files must never
/// change again; a new layout gets a new version, golden files of its own, and code that reads these. As long as a version is not
/// shipped, a wanted change of the layout or of the rules may write them anew: run these tests with CREDITRISK_GOLDEN=write, and say so in the change.
/// </summary>
public sealed class GoldenStateTests
{
    private const int BytesPerLine = 40;
    private const string WholeState = "state-v3";
    private const string Archive = "archive-v1-of-v4";
    private const string ReferringState = "state-v4";

    private static readonly StateCodec Codec = new(RichState.Rules.Book);

    [Fact]
    public void Todays_program_reads_what_version_1_wrote()
    {
        var golden = Read("state-v1");
        var decoded = Codec.Decode(golden);

        Convert.ToHexString(StateCodec.Encode(decoded)).ShouldBe(Convert.ToHexString([StateCodec.Whole, .. golden[1..], 0]), "what came later is empty");
        decoded.Profile.Name.Value.ShouldBe("Grün & Söhne 公司");
    }

    [Fact]
    public void Todays_program_reads_what_version_2_wrote()
    {
        var archive = StateArchive.Decode(Read("archive-v1"));
        var golden = Read("state-v2");

        Convert.ToHexString(StateCodec.Encode(Codec.Decode(golden, archive), archive)).ShouldBe(Convert.ToHexString([StateCodec.AgainstArchive, .. golden[1..], 0]));
    }

    [Fact]
    public void Todays_program_reads_what_version_3_wrote_and_writes_it_again()
    {
        Write(WholeState, () => StateCodec.Encode(RichState.Build()));
        var golden = Read(WholeState);
        var decoded = Codec.Decode(golden);

        Convert.ToHexString(StateCodec.Encode(decoded)).ShouldBe(Convert.ToHexString(golden));
        decoded.Id.ShouldBe("account");
        decoded.Profile.Name.Value.ShouldBe("Grün & Söhne 公司");
        decoded.Waiting[^1].Event.Header.Id.ShouldBe("exact");
    }

    [Fact]
    public void Todays_program_reads_what_version_4_wrote_and_writes_it_again()
    {
        Write(Archive, () => StateArchive.Of(RichState.Build()).Encoded.ToArray());
        Write(ReferringState, () =>
        {
            var state = RichState.Build();
            return StateCodec.Encode(Later(state), StateArchive.Of(state));
        });
        var archive = StateArchive.Decode(Read(Archive));
        var golden = Read(ReferringState);
        var decoded = Codec.Decode(golden, archive);

        Convert.ToHexString(StateCodec.Encode(decoded, archive)).ShouldBe(Convert.ToHexString(golden));
        Convert.ToHexString(StateCodec.Encode(decoded)).ShouldBe(Convert.ToHexString(StateCodec.Encode(Later(RichState.Build()))));
    }

    [Fact]
    public void Todays_rules_come_to_the_same_state() =>
        Convert.ToHexString(StateCodec.Encode(RichState.Build())).ShouldBe(Convert.ToHexString(Read(WholeState)), "the rules or the layout have changed: see the comment of this class");

    /// <summary>Of items and credits one is gone, one has changed, and one has come; and an id more was used.</summary>
    private static AccountState Later(AccountState state)
    {
        var (items, credits) = (state.Ledger.Items, state.Ledger.Credits);
        return state with
        {
            Ledger = state.Ledger with
            {
                Items = items.SetItem(1, items[1] with { Named = 17 }).Add(items[^1] with { Id = "zz" }).RemoveAt(0),
                Credits = credits.SetItem(1, credits[1] with { Returned = 1 }).Add(credits[^1] with { Id = "zz" }).RemoveAt(0),
            },
            Facts = state.Facts.Add(0x0123_4567_89AB_CDEF),
        };
    }

    private static byte[] Read(string name) => Convert.FromHexString(string.Concat(File.ReadAllLines(PathOf(name))));

    private static void Write(string name, Func<byte[]> bytes)
    {
        if (Environment.GetEnvironmentVariable("CREDITRISK_GOLDEN") == "write")
        {
            File.WriteAllText(PathOf(name), string.Join('\n', bytes().Chunk(BytesPerLine).Select(Convert.ToHexString)) + "\n");
        }
    }

    private static string PathOf(string name) => Path.Combine(Repository.Root, "tests", "domain", "account", "golden", $"{name}.hex");
}
