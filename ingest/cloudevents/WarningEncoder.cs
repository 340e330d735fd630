using System.Text.Json;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Writes warnings as structured CloudEvents. The same warning always gives the same bytes.</summary>
public static class WarningEncoder
{
    /// <summary>The topic of warnings.</summary>
    public const string Topic = "warnings";

    /// <summary>The CloudEvents type of a warning.</summary>
    public static string TypeOf(WarningKind kind) => kind switch
    {
        WarningKind.Raised => "risk.warning.raised",
        WarningKind.Cleared => "risk.warning.cleared",
        _ => "risk.warning.withdrawn",
    };

    /// <summary>The CloudEvent of a warning.</summary>
    public static byte[] Encode(WarningEffect warning) => OutgoingEvent.Write(warning, TypeOf(warning.Kind), json =>
    {
        WriteStages(json, warning);
        json.WriteTexts("reasons", warning.Reasons);
        WriteFigures(json, warning);
        json.WriteNumber("score", warning.Score);
        json.WriteString("grade", warning.Grade.ToString());
        json.WriteString("policy", warning.Policy);
        json.WriteNumber("policyVersion", warning.PolicyVersion);
        json.WriteString("effectiveAt", OutgoingEvent.Text(warning.EffectiveAt));
        json.WriteString("raisedAt", OutgoingEvent.Text(warning.RaisedAt));
    });

    private static void WriteStages(Utf8JsonWriter json, WarningEffect warning)
    {
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
