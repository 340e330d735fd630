using System.Text;
using System.Text.Json;
using NodaTime;

namespace CreditRisk.Silo.Rebuild;

/// <summary>Puts an event into one line for people.</summary>
internal static class EventText
{
    private const int MostCharacters = 64;

    /// <summary>The line of a structured CloudEvent; of bytes that are none, their beginning.</summary>
    public static EventLine Of(Instant loggedAt, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var type = root.TryGetProperty("type", out var name) ? name.ToString() : "";
            return new EventLine(loggedAt, type, root.TryGetProperty("data", out var data) ? Shorten(DataOf(data)) : "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return new EventLine(loggedAt, "", Shorten(Encoding.UTF8.GetString(body.Span)));
        }
    }

    /// <summary>The text, cut where it is long.</summary>
    public static string Shorten(string text, int most = MostCharacters) => text.Length <= most ? text : text[..(most - 3)] + "...";

    private static string DataOf(JsonElement data) => data.ValueKind != JsonValueKind.Object
        ? data.ToString()
        : string.Join("  ", data.EnumerateObject().Select(property => $"{property.Name} {property.Value}"));
}
