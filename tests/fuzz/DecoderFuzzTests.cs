using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Fuzz;

/// <summary>
/// Whatever comes, the decoder answers with an event or with a refusal that says where what was found: it throws nothing, takes no longer and no more memory than the input is large, echoes only a
/// little of it, and answers the same again.
/// </summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public Task Structured_events_are_answered_whatever_is_in_them() => FuzzRun.ForEach(output, 300_000, 0.4, () => new DecoderCheck().Structured);

    [Fact]
    public Task Records_in_binary_mode_are_answered_whatever_is_in_them() => FuzzRun.ForEach(output, 100_000, 0.2, () => new DecoderCheck().Binary);

    [Fact]
    public Task Encoded_headers_that_were_damaged_are_told_from_whole_ones() => FuzzRun.ForEach(output, 60_000, 0.05, () => HeadersCheck.Damaged);

    [Fact]
    public Task Files_of_lines_come_out_as_they_went_in_or_are_refused_as_damaged() => FuzzRun.ForEach(output, 5_000, 0.1, () => NdjsonCheck.Check);
}
