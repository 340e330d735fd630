namespace CreditRisk.Ingest.CloudEvents;

/// <summary>Ids of events, senders, accounts and business facts.</summary>
internal static class IdText
{
    /// <summary>What a message says is expected.</summary>
    public const string Expected = "1 to 64 printable ASCII characters without spaces";

    /// <summary>Whether a text may be an id: it is a key in stores, topics and paths, so that it must look the same everywhere.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.Length is >= 1 and <= FieldLimits.MaxIdBytes && !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E);
}
