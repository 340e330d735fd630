namespace CreditRisk.Ingest.CloudEvents;

/// <summary>The bounds of single fields. They are part of the contract, so that no installation may change them.</summary>
internal static class FieldLimits
{
    public const int MaxIdBytes = 64;
    public const int MaxTextBytes = 256;
    public const int MaxMonthsPastDue = 999;

    public const int MaxAllocations = 1000;
    public const int MaxLines = 1000;
    public const int MaxServicePoints = 1000;
    public const int MaxContacts = 100;
    public const int MaxInstalments = 1000;

    // The longest escape of one byte is \u00xx, so that nothing longer than this can be within the limit of a text.
    public const int MaxEscapedTextBytes = MaxTextBytes * 6;
}
