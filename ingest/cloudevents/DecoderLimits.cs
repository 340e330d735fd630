namespace CreditRisk.Ingest.CloudEvents;

/// <summary>How much of an event the decoder is willing to look at.</summary>
public sealed record DecoderLimits
{
    /// <summary>The least and the most that <see cref="MaxEventBytes"/> may be.</summary>
    public const int LeastEventBytes = 256, MostEventBytes = 16 * 1024 * 1024;

    /// <summary>The least and the most that <see cref="MaxDepth"/> may be: an event with an array of objects has four levels.</summary>
    public const int LeastDepth = 4, MostDepth = 64;

    /// <summary>64 KiB and 16 levels.</summary>
    public static DecoderLimits Default { get; } = new();

    /// <summary>Whether it takes what the service states itself: from its own history and its own silos, from no sender.</summary>
    public bool TakesOwn { get; init; }

    /// <summary>The most bytes of one event, or of its data in binary mode; 256 to 16,777,216, by default 65,536.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int MaxEventBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastEventBytes);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostEventBytes);
            field = value;
        }
    }
        = 64 * 1024;

    /// <summary>The most levels of objects and arrays within each other, the outermost counted; 4 to 64, by default 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, LeastDepth);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostDepth);
            field = value;
        }
    }
        = 16;
}
