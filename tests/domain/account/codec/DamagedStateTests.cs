using CreditRisk.Domain.Account.Codec;
using CreditRisk.Tests.Oracle;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Account.Codec;

/// <summary>Damaged bytes are told as damaged, or make some state: they never hang, ask for much memory, or throw anything else.</summary>
public sealed class DamagedStateTests(ITestOutputHelper output)
{
    // What decoding may take for each byte that it was given, and for itself.
    private const long MostBytesPerByte = 500;
    private const long MostBytesAtAll = 500_000;

    private static readonly StateCodec Codec = new(RichState.Rules.Book);
    private static readonly byte[] Whole = StateCodec.Encode(RichState.Build());

    [Fact]
    public void No_truncation_is_read()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            var damaged = Whole[..length];
            Should.Throw<StateCodecException>(() => Codec.Decode(damaged), $"{length} of {Whole.Length} bytes");
        }
    }

    [Fact]
    public void Bytes_behind_the_state_are_not_ignored() =>
        Should.Throw<StateCodecException>(() => Codec.Decode([.. Whole, 0])).Message.ShouldContain("after the state of account account");

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(255)]
    public void Another_version_is_refused_by_its_number(byte version)
    {
        byte[] other = [version, .. Whole[1..]];

        Should.Throw<StateCodecException>(() => Codec.Decode(other)).Message
            .ShouldBe($"a state of version {version} was found; this program knows versions up to {StateCodec.Version}");
    }

    [Fact]
    public void Flipped_bits_never_do_more_than_be_told_or_make_another_state()
    {
        var random = Begin();
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(1, damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            Check(damaged);
        }
    }

    [Fact]
    public void Flipped_bits_of_a_state_that_refers_to_an_archive_do_no_more()
    {
        var random = Begin();
        var ledger = new RandomLedger(random, 100);
        var state = RichState.Build();
        for (var change = 0; change < 80; change++)
        {
            state = ledger.Change(state);
        }

        var archive = StateArchive.Of(state);
        var whole = StateCodec.Encode(ledger.Change(ledger.Change(state)), archive);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(1, damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            Check(damaged, archive);
        }
    }

    [Fact]
    public void Every_byte_may_be_any_extreme()
    {
        foreach (var value in new byte[] { 0x00, 0x7F, 0x80, 0xFF })
        {
            for (var at = 1; at < Whole.Length; at++)
            {
                var damaged = Whole.ToArray();
                damaged[at] = value;
                Check(damaged);
            }
        }
    }

    [Fact]
    public void Parts_cut_out_doubled_or_overwritten_do_no_more()
    {
        var random = Begin();
        for (var i = 0; i < 5_000; i++)
        {
            var (from, length) = (random.Next(1, Whole.Length), random.Next(1, 40));
            var part = Whole[from..Math.Min(Whole.Length, from + length)];
            var at = random.Next(1, Whole.Length);
            Check(random.Next(3) switch
            {
                0 => [.. Whole[..from], .. Whole[Math.Min(Whole.Length, from + length)..]],
                1 => [.. Whole[..at], .. part, .. Whole[at..]],
                _ => [.. Whole[..at], .. part, .. Whole[Math.Min(Whole.Length, at + part.Length)..]],
            });
        }
    }

    [Fact]
    public void Noise_does_no_more()
    {
        var random = Begin();
        for (var i = 0; i < 20_000; i++)
        {
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            noise[0] = StateCodec.Whole;
            Check(noise);
        }
    }

    private Random Begin()
    {
        var seed = OracleRun.BaseSeed();
        output.WriteLine($"{OracleRun.SeedVariable}={seed}");
        return new Random(seed);
    }

    private static void Check(byte[] bytes, StateArchive? archive = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            // What was read as a state can be written again.
            var state = Codec.Decode(bytes, archive ?? StateArchive.Empty);
            _ = StateCodec.Encode(state);
            _ = archive?.UseBy(state);
        }
        catch (StateCodecException)
        {
            // Told as damaged, as it should be.
        }
        catch (Exception other)
        {
            Assert.Fail($"{other.GetType().Name}: {other.Message} for {Convert.ToHexString(bytes)}{Environment.NewLine}{other.StackTrace}");
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        taken.ShouldBeLessThan(MostBytesAtAll + (MostBytesPerByte * bytes.Length), Convert.ToHexString(bytes));
    }
}
