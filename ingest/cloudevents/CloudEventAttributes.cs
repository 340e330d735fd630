namespace CreditRisk.Ingest.CloudEvents;

/// <summary>
/// The context attributes of a CloudEvent as UTF-8, as the <c>ce_*</c> headers of binary mode carry them. An attribute that is
/// absent is empty. Nothing is checked before the event is decoded.
/// </summary>
public readonly ref struct CloudEventAttributes
{
    /// <summary><c>ce_specversion</c></summary>
    public ReadOnlySpan<byte> SpecVersion { get; init; }

    /// <summary><c>ce_id</c></summary>
    public ReadOnlySpan<byte> Id { get; init; }

    /// <summary><c>ce_source</c></summary>
    public ReadOnlySpan<byte> Source { get; init; }

    /// <summary><c>ce_type</c></summary>
    public ReadOnlySpan<byte> Type { get; init; }

    /// <summary><c>ce_subject</c></summary>
    public ReadOnlySpan<byte> Subject { get; init; }

    /// <summary><c>ce_time</c></summary>
    public ReadOnlySpan<byte> Time { get; init; }

    /// <summary><c>content-type</c>, which in binary mode is the data's.</summary>
    public ReadOnlySpan<byte> DataContentType { get; init; }
}
