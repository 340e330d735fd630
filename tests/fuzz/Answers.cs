using System.Globalization;
using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;

namespace CreditRisk.Tests.Fuzz;

/// <summary>What every answer to an input must fulfil.</summary>
internal static class Answers
{
    /// <summary>A message is read by people, in a log line and in a table.</summary>
    public const int MostMessageCharacters = 1_000;

    private const int MostAttributeCharacters = 256;

    // What accounts refuse by their rules.
    private static readonly HashSet<string> ReasonsOfRules = new(StringComparer.Ordinal)
    {
        RefusalCodes.IdReused, RefusalCodes.WrongCurrency, RefusalCodes.BadAmount, RefusalCodes.ExceedsPayment, RefusalCodes.ClosedItem, RefusalCodes.NoPrice, RefusalCodes.AccountFull,
        RefusalCodes.Orphan, RefusalCodes.UnknownRequest,
    };

    /// <summary>Fails unless it is either an event or a refusal that people and programs can use.</summary>
    public static void Require(in DecodeResult result)
    {
        Require(result.IsEvent != result.Refusal.HasValue, "it is both an event and refused, or neither");
        if (result.Refusal is { } refusal)
        {
            Require(RefusalReasons.All.Contains(refusal.Reason), $"'{refusal.Reason}' is no known reason");
            RequireMessage(refusal.Message);
            Require(IsLocated(refusal.Message), $"it does not say where what was found: {refusal.Message}");
        }

        var (id, source, subject, type) = result.Attributes;
        foreach (var attribute in (ReadOnlySpan<string?>)[id, source, subject, type])
        {
            Require(attribute is null or { Length: <= MostAttributeCharacters }, "an attribute is longer than allowed");
            Require(attribute is null || IsText(attribute), "an attribute ends in the middle of a character");
        }
    }

    /// <summary>Fails unless a refusal by the decoder or by the rules has a known reason and a message for people.</summary>
    public static void RequireRefusal(string? reason, string? message)
    {
        // A record that an account could not digest is a mistake of ours, whoever sent it, but for one: sums that grow out of their range.
        var isOverflow = reason == RefusalCodes.Indigestible && message?.StartsWith(nameof(OverflowException), StringComparison.Ordinal) == true;
        Require(isOverflow || (reason is not null && (RefusalReasons.All.Contains(reason) || ReasonsOfRules.Contains(reason))), $"'{reason}' is no known reason: {message}");
        RequireMessage(message ?? "");
    }

    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FuzzException(otherwise);
        }
    }

    private static void RequireMessage(string message)
    {
        Require(message.Length > 0, "there is no message");
        Require(message.Length <= MostMessageCharacters, $"the message has {message.Length} characters: {message}");
        Require(IsText(message) && message.EnumerateRunes().All(IsVisible), $"the message holds what deceives its reader: {Convert.ToBase64String(Encoding.UTF8.GetBytes(message))}");
    }

    // 'path: found this, expected that' or 'path: missing, expected that'.
    private static bool IsLocated(string message) =>
        message.IndexOf(": ", StringComparison.Ordinal) > 0 && message.Contains(", expected ", StringComparison.Ordinal)
        && (message.Contains(": found ", StringComparison.Ordinal) || message.Contains(": missing", StringComparison.Ordinal));

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
