using System.Text.Json;

namespace CreditRisk.Silo.Views;

/// <summary>A warning as it is shown in a line.</summary>
/// <param name="Account">The account.</param>
/// <param name="Type">The CloudEvents type.</param>
/// <param name="Stage">The stage.</param>
/// <param name="RaisedAt">When it was decided, RFC 3339.</param>
/// <param name="Reasons">Why.</param>
public sealed record WarningView(string Account, string Type, string Stage, string RaisedAt, IReadOnlyList<string> Reasons)
{
    /// <summary>Reads a warning's CloudEvent, which this program wrote.</summary>
    public static WarningView Of(ReadOnlyMemory<byte> cloudEvent)
    {
        using var document = JsonDocument.Parse(cloudEvent);
        var root = document.RootElement;
        var data = root.GetProperty("data");
        return new WarningView(
            root.GetProperty("subject").GetString()!,
            root.GetProperty("type").GetString()!,
            data.GetProperty("stage").GetString()!,
            data.GetProperty("raisedAt").GetString()!,
            [.. data.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)]);
    }

    /// <summary>The stage of a warning's CloudEvent.</summary>
    public static string StageOf(ReadOnlyMemory<byte> cloudEvent)
    {
        using var document = JsonDocument.Parse(cloudEvent);
        return document.RootElement.GetProperty("data").GetProperty("stage").GetString()!;
    }
}
