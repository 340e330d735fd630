namespace CreditRisk.Ingest.CloudEvents;

/// <summary>What one decoder keeps while it decodes an event, and from one event to the next.</summary>
internal sealed class DecodeContext(DecoderLimits limits)
{
    /// <summary>How much may be looked at.</summary>
    public DecoderLimits Limits { get; } = limits;

    /// <summary>The fields of the outermost object in structured mode.</summary>
    public FieldIndex Envelope { get; } = new();

    /// <summary>The fields of <c>data</c>.</summary>
    public FieldIndex Data { get; } = new();

    /// <summary>The fields of the present element of an array in <c>data</c>: no contract nests arrays.</summary>
    public FieldIndex Element { get; } = new();

    /// <summary>Strings seen before.</summary>
    public StringCache Strings { get; } = new();

    /// <summary>Why the present event is refused, or null as long as nothing was wrong with it.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Forgets the last event.</summary>
    public void Begin()
    {
        Refusal = null;
        Envelope.Clear();
        Data.Clear();
    }

    /// <summary>Notes what is wrong; only the first counts, since what follows may be a consequence.</summary>
    public void Refuse(string reason, string path, string found, string expected) =>
        Refusal ??= new Refusal(reason, $"{path}: found {found}, expected {expected}");

    /// <summary>Notes that a field is not there.</summary>
    public void RefuseMissing(string path, string expected) =>
        Refusal ??= new Refusal(RefusalReasons.MissingField, $"{path}: missing, expected {expected}");
}
