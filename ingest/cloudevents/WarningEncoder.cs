using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Writes warnings as structured CloudEvents. The same warning always gives the same bytes.</summary>
public static class WarningEncoder
{
    /// <summary>The topic of warnings.</summary>
    public const string Topic = "warnings";

    /// <summary>The source of everything that leaves.</summary>
    public const string Source = "/creditrisk";

    // A reason such as 'daysPastDue 1 >= 1' is read by people too; it goes into no web page as it is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The CloudEvents type of a warning.</summary>
    public static string TypeOf(WarningKind kind) => kind switch
    {
        WarningKind.Raised => "risk.warning.raised",
        WarningKind.Cleared => "risk.warning.cleared",
        _ => "risk.warning.withdrawn",
    };

    /// <summary>The CloudEvent of a warning.</summary>
    public static byte[] Encode(WarningEffect warning)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", $"{warning.Account}:{warning.Number}");
        json.WriteString("source", Source);
        json.WriteString("type", TypeOf(warning.Kind));
        json.WriteString("subject", warning.Account);
        json.WriteString("time", Text(warning.RaisedAt));
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        WriteStages(json, warning);
        WriteReasons(json, warning);
        WriteFigures(json, warning);
        json.WriteNumber("score", warning.Score);
        json.WriteString("grade", warning.Grade.ToString());
        json.WriteString("policy", warning.Policy);
        json.WriteNumber("policyVersion", warning.PolicyVersion);
        json.WriteString("effectiveAt", Text(warning.EffectiveAt));
        json.WriteString("raisedAt", Text(warning.RaisedAt));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static void WriteStages(Utf8JsonWriter json, WarningEffect warning)
    {
        json.WriteNumber("sequence", warning.Number);
        json.WriteString("stage", warning.Stage.Name());
        json.WriteString("previousStage", warning.PreviousStage.Name());
        json.WriteString("standing", warning.Standing.Name());
        json.WriteNumber("episode", warning.Episode);
        json.WriteNumber("entry", warning.Entry);
        if (warning.ItemId is not null)
        {
            json.WriteString("invoiceId", warning.ItemId);
        }
    }

    private static void WriteReasons(Utf8JsonWriter json, WarningEffect warning)
    {
        json.WriteStartArray("reasons");
        foreach (var reason in warning.Reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, WarningEffect warning)
    {
        var figures = warning.Figures;
        json.WriteStartObject("figures");
        if (warning.Currency is { } code)
        {
            json.WriteString("currency", code);
            WriteMoney(json, "receivable", figures.Receivable, figures);
            WriteMoney(json, "overdue", figures.Overdue, figures);
            WriteMoney(json, "actionable", figures.Actionable, figures);
            WriteMoney(json, "inTransit", figures.InTransit, figures);
            WriteMoney(json, "exposure", figures.Exposure, figures);
            if (figures.Wallet is { } wallet)
            {
                WriteMoney(json, "wallet", wallet, figures);
                WriteMoney(json, "emergencyUsed", figures.EmergencyUsed ?? 0, figures);
            }
        }

        json.WriteNumber("daysPastDue", figures.DaysPastDue);
        if (figures.CreditLimit is { } limit)
        {
            WriteMoney(json, "creditLimit", limit, figures);
        }

        if (figures.DaysOfSupply is { } days)
        {
            json.WriteNumber("daysOfSupply", days);
        }

        json.WriteEndObject();
    }

    private static void WriteMoney(Utf8JsonWriter json, string name, long minor, in Figures figures) =>
        json.WriteString(name, Cash.Format(minor, figures.CurrencyDecimals));
}
