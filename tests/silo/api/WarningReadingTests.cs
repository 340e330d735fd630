using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Api;

/// <summary>Pages of warnings and of dead letters.</summary>
public sealed class WarningReadingTests
{
    [Fact]
    public async Task Warnings_come_newest_first_and_behind_an_offset_in_order()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync(Sent.Batch(Sent.DueToday(3)), "application/json");

        var newest = await service.GetAsync("v1/warnings?limit=2");
        var all = await service.GetAsync("v1/warnings?after=0");
        var rest = await service.GetAsync("v1/warnings?after=1&limit=1");

        var offsets = Offsets(all);
        offsets.Length.ShouldBeGreaterThanOrEqualTo(3);
        offsets.ShouldBe(offsets.Order());
        Offsets(newest).ShouldBe(offsets.Reverse().Take(2));
        Offsets(rest).ShouldBe(offsets.Skip(1).Take(1));
        rest.Json["next"]!.GetValue<long>().ShouldBe(offsets[1]);
        var warning = all.Json["warnings"]![0]!["event"]!;
        warning["type"]!.ToString().ShouldBe("risk.warning.raised");
        warning["specversion"]!.ToString().ShouldBe("1.0");
        warning.ToJsonString().ShouldBe(System.Text.Encoding.UTF8.GetString(service.Service.Engine.Reader.Effects(0, 1)[0].Body.Span));
    }

    [Fact]
    public async Task A_page_behind_the_end_is_empty_and_says_where_to_go_on()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync("v1/warnings?after=7")).Text.ShouldBe("""{"warnings":[],"next":7}""");
        (await service.GetAsync("v1/warnings")).Text.ShouldBe("""{"warnings":[],"next":0}""");
    }

    [Theory]
    [InlineData("v1/warnings?limit=0")]
    [InlineData("v1/warnings?limit=1001")]
    [InlineData("v1/warnings?limit=many")]
    [InlineData("v1/warnings?after=-1")]
    [InlineData("v1/dead-letters?after=1e3")]
    [InlineData("v1/dead-letters?limit=99999999999999999999")]
    public async Task Pages_are_bounded(string path)
    {
        await using var service = await ServiceUnderTest.StartAsync();

        (await service.GetAsync(path)).ShouldBeProblem(400, "bad-parameter");
    }

    [Fact]
    public async Task Dead_letters_are_listed_by_reason_and_shown_whole()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync("\"\u00fc\n{}\n17", "application/x-ndjson");

        var all = await service.GetAsync("v1/dead-letters");
        var missing = await service.GetAsync("v1/dead-letters?reason=missing-field");
        var later = await service.GetAsync("v1/dead-letters?after=2");
        var one = await service.GetAsync("v1/dead-letters/1");

        all.Json["deadLetters"]!.AsArray().Select(letter => letter!["reason"]!.ToString()).ShouldBe(["malformed-json", "missing-field", "bad-field"]);
        missing.Json["deadLetters"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<int>().ShouldBe(2);
        later.Json["deadLetters"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<int>().ShouldBe(3);
        all.Text.ShouldNotContain("body");
        (one["body"], one["bytes"], one["at"]).ShouldBe(("\"\u00fc", "3", "2026-03-01T12:00:00Z"));
    }

    [Fact]
    public async Task A_dead_letter_that_is_no_text_is_shown_in_base_64()
    {
        await using var service = await ServiceUnderTest.StartAsync();
        await service.SendAsync([0xFF, 0x00, 0x01], "application/cloudevents+json");

        (await service.GetAsync("v1/dead-letters/1"))["bodyBase64"].ShouldBe("/wAB");
        (await service.GetAsync("v1/dead-letters/2")).ShouldBeProblem(404, "no-such-dead-letter");
        (await service.GetAsync("v1/dead-letters/one")).ShouldBeProblem(404, "no-such-dead-letter");
    }

    private static long[] Offsets(Answer answer) => [.. answer.Json["warnings"]!.AsArray().Select(warning => warning!["offset"]!.GetValue<long>())];
}
