using System.Buffers;
using System.Text.Json;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using NodaTime;
using NodaTime.Text;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Writes warnings as structured CloudEvents. The same warning always gives the same bytes. For use by one thread at a time.</summary>
public sealed class WarningEncoder
{
    /// <summary>The topic of warnings.</summary>
    public const string Topic = "warnings";

    /// <summary>The source of everything that leaves.</summary>
    public const string Source = "/creditrisk";

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <summary>Creates an encoder.</summary>
    public WarningEncoder() => _json = new Utf8JsonWriter(_buffer);

    /// <summary>The CloudEvents type of a warning.</summary>
    public static string TypeOf(WarningKind kind) => kind switch
    {
        WarningKind.Raised => "risk.warning.raised",
        WarningKind.Cleared => "risk.warning.cleared",
        _ => "risk.warning.withdrawn",
    };

    /// <summary>The CloudEvent of a warning.</summary>
    public byte[] Encode(WarningEffect warning)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("specversion", "1.0");
        _json.WriteString("id", $"{warning.Account}:{warning.Number}");
        _json.WriteString("source", Source);
        _json.WriteString("type", TypeOf(warning.Kind));
        _json.WriteString("subject", warning.Account);
        _json.WriteString("time", Text(warning.RaisedAt));
        _json.WriteString("datacontenttype", "application/json");
        _json.WriteStartObject("data");
        WriteStages(warning);
        WriteReasons(warning);
        WriteFigures(warning);
        _json.WriteNumber("score", warning.Score);
        _json.WriteString("grade", warning.Grade.ToString());
        _json.WriteString("policy", warning.Policy);
        _json.WriteNumber("policyVersion", warning.PolicyVersion);
        _json.WriteString("effectiveAt", Text(warning.EffectiveAt));
        _json.WriteString("raisedAt", Text(warning.RaisedAt));
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private void WriteStages(WarningEffect warning)
    {
        _json.WriteNumber("sequence", warning.Number);
        _json.WriteString("stage", warning.Stage.Name());
        _json.WriteString("previousStage", warning.PreviousStage.Name());
        _json.WriteString("standing", warning.Standing.Name());
        _json.WriteNumber("episode", warning.Episode);
        _json.WriteNumber("entry", warning.Entry);
        if (warning.ItemId is not null)
        {
            _json.WriteString("invoiceId", warning.ItemId);
        }
    }

    private void WriteReasons(WarningEffect warning)
    {
        _json.WriteStartArray("reasons");
        foreach (var reason in warning.Reasons)
        {
            _json.WriteStringValue(reason);
        }

        _json.WriteEndArray();
    }

    private void WriteFigures(WarningEffect warning)
    {
        var figures = warning.Figures;
        _json.WriteStartObject("figures");
        if (warning.Currency is { } code)
        {
            _json.WriteString("currency", code);
            WriteMoney("receivable", figures.Receivable, figures);
            WriteMoney("overdue", figures.Overdue, figures);
            WriteMoney("actionable", figures.Actionable, figures);
            WriteMoney("inTransit", figures.InTransit, figures);
            WriteMoney("exposure", figures.Exposure, figures);
        }

        _json.WriteNumber("daysPastDue", figures.DaysPastDue);
        if (figures.CreditLimit is { } limit)
        {
            WriteMoney("creditLimit", limit, figures);
        }

        _json.WriteEndObject();
    }

    private void WriteMoney(string name, long minor, in Figures figures) =>
        _json.WriteString(name, Cash.Format(minor, figures.CurrencyDecimals));
}
