using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CreditRisk.Ingest.CloudEvents;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Ingest.Contracts;

/// <summary>Schema and decoder say the same of whatever stands in a field: what the schema allows is decoded, and what it does not allow is refused.</summary>
public sealed partial class MutationTests
{
    public static TheoryData<string> Types => [.. EventContracts.Incoming];

    [Theory]
    [MemberData(nameof(Types))]
    public void Whatever_stands_in_a_field_is_judged_alike(string type)
    {
        var differences = new List<string>();
        foreach (var field in DeclaredField.Of(type))
        {
            foreach (var example in EventContracts.ExamplesOf(type).Where(field.IsIn))
            {
                differences.AddRange(MutationValues.All
                    .Select(value => (Value: value, Verdict: Difference(type, field, field.With(example, value))))
                    .Where(one => one.Verdict is not null)
                    .Select(one => $"{field} = {one.Value?.ToJsonString() ?? "null"}: {one.Verdict}"));
            }
        }

        differences.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_value_of_another_type_is_refused_by_both(string type)
    {
        JsonNode?[] ofEachType = [JsonValue.Create("text \0"), JsonValue.Create(-0.5), JsonValue.Create(true), new JsonArray(new JsonArray()), new JsonObject { ["a"] = "\0" }];
        foreach (var field in DeclaredField.Of(type).Where(field => !field.IsUnread && $"{field}" != "data"))
        {
            var example = EventContracts.ExamplesOf(type).First(field.IsIn);
            var refused = ofEachType.Select(value => field.With(example, value)).Count(changed => EventContracts.Mistake(type, changed) is not null && EventContracts.Refusal(changed) is not null);
            // One of the five may be of the field's own type; a text is so long, or says what, that no field may hold it.
            refused.ShouldBeGreaterThanOrEqualTo(4, $"{field}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_required_field_that_is_missing_is_refused_by_both_and_another_one_by_neither(string type)
    {
        foreach (var field in DeclaredField.Of(type).Where(field => field.Path[^1] != "[]"))
        {
            foreach (var example in EventContracts.ExamplesOf(type).Where(field.IsIn))
            {
                var without = field.Without(example);
                var (mistake, refusal) = (EventContracts.Mistake(type, without), EventContracts.Refusal(without));
                (mistake is null).ShouldBe(refusal is null, $"{field}: {mistake}; {refusal?.Message}");
                if (field.IsRequired)
                {
                    refusal.ShouldNotBeNull($"{field}").Reason.ShouldBe(RefusalReasons.MissingField);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_word_of_a_list_is_decoded_and_no_other_is(string type)
    {
        foreach (var field in DeclaredField.Of(type).Where(field => field.Words.Count > 0))
        {
            var example = EventContracts.ExamplesOf(type).First(field.IsIn);
            foreach (var word in field.Words)
            {
                Difference(type, field, field.With(example, JsonValue.Create(word))).ShouldBeNull($"{field} = {word}");
                EventContracts.Refusal(field.With(example, JsonValue.Create($"{word}x"))).ShouldNotBeNull($"{field} = {word}x");
                EventContracts.Mistake(type, field.With(example, JsonValue.Create($"{word}x"))).ShouldNotBeNull($"{field} = {word}x");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_array_may_be_as_long_as_both_say_and_no_longer(string type)
    {
        var decoder = new EventDecoder(new DecoderLimits { MaxEventBytes = 1024 * 1024 });
        foreach (var field in DeclaredField.Of(type).Where(field => field.MostItems is not null))
        {
            var example = EventContracts.ExamplesOf(type).First(field.IsIn);
            var item = field.HolderIn(example)![field.Path[^1]]![0]!;
            JsonNode Of(int count) => field.With(example, new JsonArray([.. Enumerable.Range(0, count).Select(_ => item.DeepClone())]));
            var most = field.MostItems.GetValueOrDefault();

            EventContracts.Mistake(type, Of(most)).ShouldBeNull($"{field}");
            EventContracts.Refusal(Of(most), decoder).ShouldBeNull($"{field}");
            EventContracts.Mistake(type, Of(most + 1)).ShouldNotBeNull($"{field}");
            EventContracts.Refusal(Of(most + 1), decoder).ShouldNotBeNull($"{field}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void No_field_is_read_that_the_schema_does_not_declare(string type)
    {
        // Wrong for every kind of field: no text, no number, no flag, and no array of objects.
        var wrong = new JsonArray(new JsonArray());
        var declared = DeclaredField.Of(type);
        var holders = declared.Where(field => field.Path[^1] == "[]").Select(field => field.Path).Append(new[] { "data" }).Append([]);
        foreach (var holder in holders)
        {
            var known = declared.Where(field => field.Path.Count == holder.Count + 1 && field.Path.Take(holder.Count).SequenceEqual(holder)).Select(field => field.Path[^1]);
            foreach (var name in Enum.GetValues<Field>().Where(field => field != Field.None).Select(FieldNames.Of).Except(known, StringComparer.Ordinal))
            {
                var field = new DeclaredField([.. holder, name], [], IsRequired: false);
                foreach (var example in EventContracts.ExamplesOf(type).Where(example => field.HolderIn(example) is JsonObject))
                {
                    EventContracts.Refusal(field.With(example, wrong)).ShouldBeNull($"{field}");
                }
            }
        }
    }

    private static string? Difference(string type, DeclaredField field, JsonNode json)
    {
        var (mistake, refusal) = (EventContracts.Mistake(type, json), EventContracts.Refusal(json));
        if (field.IsUnread)
        {
            // U+0000 is refused wherever it stands.
            return refusal is { } read && !read.Message.EndsWith("text without U+0000", StringComparison.Ordinal) ? $"it is read after all: {read.Message}" : null;
        }

        return (mistake, refusal) switch
        {
            (null, { } refused) when !BeyondSchemas().IsMatch(refused.Message) => $"the schema allows what is refused: {refused.Message}",
            ({ } wrong, null) => $"decoded, though {wrong}",
            _ => null,
        };
    }

    // What no schema can say: how an amount fits its currency, which zones there are, and that one date is not before another.
    [GeneratedRegex("at most [0-9] decimals in [A-Z]{3}|fits 64 bits|expected an IANA time zone|expected nothing before", RegexOptions.None, 1000)]
    private static partial Regex BeyondSchemas();
}
