using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Tests.Properties;
using CreditRisk.Tests.Specs.Reading;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>Writes facts as their senders do, in CloudEvents as JSON, and has the decoder read them.</summary>
/// <param name="story">For the zone of dates, and the currency of amounts that say none.</param>
/// <param name="account">For what it has asked for.</param>
internal sealed class FactWriter(Story story, AccountRun account)
{
    public const string AccountId = "account";

    private readonly EventDecoder _decoder = new(DecoderLimits.Default with { TakesOwn = true });
    private byte[] _last = [];
    private int _count;

    /// <summary>Sends a fact.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="said">What is said of it.</param>
    /// <param name="time">When it happens.</param>
    public DecodeResult Send(FactKind kind, Said said, Instant time)
    {
        if (kind.Type.Length > 0)
        {
            _last = Encoding.UTF8.GetBytes(Write(kind, said, time).ToJsonString());
        }

        return _decoder.Decode(_last);
    }

    private JsonObject Write(FactKind kind, Said said, Instant time) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"e{++_count:0000}"),
        ["source"] = "/" + kind.Type.Split('.')[0],
        ["type"] = kind.Type,
        ["subject"] = AccountId,
        ["time"] = Text(time),
        ["data"] = Data(kind, said, time),
    };

    private JsonObject Data(FactKind kind, Said said, Instant time)
    {
        var data = Object(said);
        foreach (var (name, value) in kind.Fields.Add(("currency", story.Currency)))
        {
            data.TryAdd(name, value.StartsWith(Requests.Mark, StringComparison.Ordinal) ? Known(value, time) : value);
        }

        return data;
    }

    private JsonNode? Known(string value, Instant time) => value == FactWords.Today ? time.InZone(story.Zone).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)
        : value == Requests.Mark + Requests.Want ? JsonNode.Parse(RequestOf(Requests.Want, story.Row.At))
        : RequestOf(value[Requests.Mark.Length..], story.Row.At);

    private string RequestOf(string name, Position at) =>
        Requests.IdOf(account, name) ?? throw story.Row.Wrong(at, $"found '{name}', expected something that the account has asked for by then: {Requests.Names(account)}");

    private JsonObject Object(Said said)
    {
        var data = new JsonObject();
        foreach (var (name, blank) in said.Blanks.Where(blank => blank.Key != "told"))
        {
            data[name] = blank.Kind switch
            {
                SlotKind.Moment => Text(blank.Moment.At(LocalTime.Midnight).InZoneLeniently(story.Zone).ToInstant()),
                SlotKind.Number => JsonNode.Parse(blank.Text),
                SlotKind.Request => RequestOf(blank.Text, blank.At),
                _ => blank.Text,
            };
        }

        foreach (var (name, entries) in said.Lists)
        {
            data[name] = new JsonArray([.. entries.Select(Object)]);
        }

        return data;
    }

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
