using System.Collections;
using System.Text;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Ingest.CloudEvents;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Ingest.CloudEvents;

/// <summary>Events as a sender writes them, and what becomes of them.</summary>
internal static class Written
{
    public const string Time = "2026-03-31T23:30:00-02:00";

    public static readonly Currency Euro = Currency.Of("EUR");

    public static readonly EventHeader Header = new("/erp", "e-1", "acc-1", Instant.FromUtc(2026, 4, 1, 1, 30));

    public static string Event(string type, string data)
    {
        const string Start = """{"specversion":"1.0","id":"e-1","source":"/erp","type":""";
        return $$"""{{Start}}"{{type}}","subject":"acc-1","time":"{{Time}}","datacontenttype":"application/json","data":{{data}}}""";
    }

    public static DecodeResult Decode(string json, DecoderLimits? limits = null) =>
        new EventDecoder(limits ?? DecoderLimits.Default).Decode(Encoding.UTF8.GetBytes(json));

    public static T Read<T>(string type, string data)
        where T : AccountEvent
    {
        var result = Decode(Event(type, data));
        result.Refusal.ShouldBeNull();
        return result.Event.ShouldBeOfType<T>();
    }

    public static string Refused(string json, string reason, DecoderLimits? limits = null)
    {
        var refusal = Decode(json, limits).Refusal;
        refusal.ShouldNotBeNull();
        refusal.Value.Reason.ShouldBe(reason, refusal.Value.Message);
        return refusal.Value.Message;
    }

    public static Cash Euros(long cents) => new(cents, Euro);

    /// <summary>All that an event says: records compare arrays by reference and print only their type.</summary>
    public static string Describe(object value) => value switch
    {
        string or ValueType when value is not IEnumerable || value is string => $"{value}",
        IEnumerable list => IsDefault(list) ? "default" : $"[{string.Join("; ", list.Cast<object>().Select(Describe))}]",
        _ => $"{value.GetType().Name}({string.Join(", ", value.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => $"{property.Name}={(property.GetValue(value) is { } part ? Describe(part) : "null")}"))})",
    };

    private static bool IsDefault(IEnumerable list) => list.GetType().GetProperty("IsDefault")?.GetValue(list) is true;
}
