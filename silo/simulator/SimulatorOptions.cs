using NodaTime;

namespace CreditRisk.Silo.Simulator;

/// <summary>What portfolio to invent. The same options and the same tariff give the same events, byte for byte.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The most customers of one portfolio.</summary>
    public const int MostCustomers = 5_000_000;

    /// <summary>The longest prefix, so that every id built on it stays within 64 characters.</summary>
    public const int LongestPrefix = 24;

    private static readonly LocalDate EarliestStart = new(1990, 1, 1);
    private static readonly LocalDate LatestStart = new(2100, 12, 31);

    /// <summary>Chooses one of the possible portfolios; any number.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many customers, 1 to <see cref="MostCustomers"/>.</summary>
    public int Customers { get; init; } = 1_000;

    /// <summary>The first simulated day, 1990-01-01 to 2100-12-31: on it all customers register.</summary>
    public LocalDate Start { get; init; } = new(2026, 1, 1);

    /// <summary>Whether usage is sent. Bills are the same without.</summary>
    public bool Usage { get; init; } = true;

    /// <summary>What the ids begin with: 0 to <see cref="LongestPrefix"/> characters of printable ASCII without spaces.</summary>
    public string Prefix { get; init; } = "c-";

    /// <summary>Refuses options that no portfolio can be made from.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal static void Validate(SimulatorOptions options)
    {
        if (options.Customers is < 1 or > MostCustomers)
        {
            throw new ArgumentException($"Customers is {options.Customers}: it must be 1 to {MostCustomers}", nameof(options));
        }

        var start = options.Start;
        if (start.Calendar != CalendarSystem.Iso || start < EarliestStart || start > LatestStart)
        {
            throw new ArgumentException(
                $"Start is {start:uuuu-MM-dd}: it must be {EarliestStart:uuuu-MM-dd} to {LatestStart:uuuu-MM-dd} of the ISO calendar", nameof(options));
        }

        if (options.Prefix is null || options.Prefix.Length > LongestPrefix)
        {
            throw new ArgumentException(
                $"Prefix has {options.Prefix?.Length ?? 0} characters: it must be a text of at most {LongestPrefix}", nameof(options));
        }

        if (options.Prefix.Any(letter => letter is <= ' ' or > '~'))
        {
            throw new ArgumentException($"Prefix '{options.Prefix}' must be printable ASCII without spaces", nameof(options));
        }
    }
}
