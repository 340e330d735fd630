namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Ids of events, senders, accounts and business facts.</summary>
internal static class IdText
{
    /// <summary>What a message says is expected.</summary>
    public const string Expected = "1 to 64 printable ASCII characters without spaces";

    /// <summary>What a message says is expected of the id of a request.</summary>
    public const string ExpectedRequest = "1 to 84 printable ASCII characters without spaces";

    private const int MostRequestBytes = 84;

    /// <summary>Whether a text may be the id of something that an account has asked for: an account's id, a colon and a number.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= MostRequestBytes && !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);

    /// <summary>Whether a text may be an id: it is a key in stores, topics and paths, so that it must look the same everywhere.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= FieldLimits.MaxIdBytes && !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);
}
