namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// Why an event is refused: a closed set of codes that stand in dead letters, metrics and runbooks. They are a contract: a code
/// is never renamed, and a new cause gets a new code.
/// </summary>
public static class RefusalReasons
{
    /// <summary>Not well-formed JSON in UTF-8, or something follows the object.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>More bytes than <see cref="DecoderLimits.MaxEventBytes"/>.</summary>
    public const string TooLarge = "too-large";

    /// <summary>Nested deeper than <see cref="DecoderLimits.MaxDepth"/>.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>A field that must be there is absent or null.</summary>
    public const string MissingField = "missing-field";

    /// <summary>A field has the wrong kind, an unknown word, a length or a range that is not allowed, or stands there twice.</summary>
    public const string BadField = "bad-field";

    /// <summary>The event type is none of the contracts'.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>An amount or quantity is negative, no plain decimal, too long, or has digits beyond the currency's minor unit.</summary>
    public const string BadAmount = "bad-amount";

    /// <summary>A currency is none of ISO 4217's.</summary>
    public const string BadCurrency = "bad-currency";

    /// <summary>A date is no calendar date in the allowed range, or the last day of a period is before its first.</summary>
    public const string BadDate = "bad-date";

    /// <summary>A time is no RFC 3339 time in the allowed range, or an end is before its beginning.</summary>
    public const string BadTime = "bad-time";

    /// <summary>An id is not 1 to 64 bytes of printable ASCII without spaces.</summary>
    public const string BadId = "bad-id";

    /// <summary>The CloudEvents version is not 1.0.</summary>
    public const string WrongSpecVersion = "wrong-specversion";

    /// <summary>A record without a value: a tombstone deletes nothing here.</summary>
    public const string NoValue = "no-value";

    /// <summary>A record's key is not the event's subject.</summary>
    public const string WrongKey = "wrong-key";

    /// <summary>Every code, in the order of this class.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MalformedJson, TooLarge, TooDeep, MissingField, BadField, UnknownType, BadAmount, BadCurrency, BadDate, BadTime, BadId, WrongSpecVersion, NoValue,
        WrongKey,
    ];
}
