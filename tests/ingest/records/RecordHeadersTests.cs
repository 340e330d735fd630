using CreditRisk.Ingest.Records;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Records;

public sealed class RecordHeadersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public void A_name_may_have_any_length(int length)
    {
        var name = new string('n', length);

        var headers = RecordHeaders.Encode([new(name, "1"u8.ToArray()), new("ce_id", null), new("CE_ID", "2"u8.ToArray())]);

        RecordHeaders.Decode(headers).Select(header => (header.Key, header.Value?.Length)).ShouldBe([(name, 1), ("ce_id", null), ("CE_ID", 1)]);
        RecordHeaders.Find(headers, "ce_id"u8).ToArray().ShouldBe("2"u8.ToArray());
    }

    [Fact]
    public void Headers_that_were_cut_are_told_from_whole_ones()
    {
        var headers = RecordHeaders.Encode([new("ce_id", "1"u8.ToArray())]);

        for (var length = 1; length < headers.Length; length++)
        {
            Should.Throw<FormatException>(() => RecordHeaders.Decode(headers.AsSpan(0, length)), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_length_that_cannot_be_is_damage(int length)
    {
        byte[] headers = [1, 0, (byte)'n', .. BitConverter.GetBytes(length), 0];

        Should.Throw<FormatException>(() => RecordHeaders.Find(headers, "n"u8).ToArray());
    }
}
