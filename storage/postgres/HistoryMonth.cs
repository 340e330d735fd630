using System.Globalization;
using NodaTime;

namespace CreditRisk.Storage.Postgres;

/// <summary>A month of log timestamps: a partition of the history.</summary>
/// <param name="Number">Months since January 1970, below 0 before.</param>
internal readonly record struct HistoryMonth(int Number)
{
    // Room for 17 million million records a month; months of the years -9998 to 9999 fit into what is left.
    private const int PositionBits = 44;

    /// <summary>The smallest position of the month.</summary>
    public long First => (long)Number << PositionBits;

    /// <summary>The first position after the month.</summary>
    public long End => (long)(Number + 1) << PositionBits;

    /// <summary>The partition's name.</summary>
    public string Table
    {
        get
        {
            var (year, month) = (Math.DivRem(Number, 12) is var (quotient, rest) && rest < 0 ? (quotient - 1, rest + 12) : (quotient, rest));
            var name = (1970 + year).ToString("0000", CultureInfo.InvariantCulture).Replace('-', 'n');
            return string.Create(CultureInfo.InvariantCulture, $"history_{name}_{month + 1:00}");
        }
    }

    /// <summary>The month that a partition's name tells.</summary>
    public static HistoryMonth OfTable(string table)
    {
        var parts = table.Split('_');
        var year = int.Parse(parts[1].Replace('n', '-'), CultureInfo.InvariantCulture);
        return new HistoryMonth(((year - 1970) * 12) + int.Parse(parts[2], CultureInfo.InvariantCulture) - 1);
    }

    /// <summary>The month of an instant, in UTC.</summary>
    public static HistoryMonth Of(Instant instant)
    {
        var date = instant.InUtc().Date;
        return new HistoryMonth(((date.Year - 1970) * 12) + date.Month - 1);
    }

    /// <summary>The month of a position.</summary>
    public static HistoryMonth Of(long position) => new((int)(position >> PositionBits));

    /// <summary>The position of a record in this month.</summary>
    /// <param name="number">The number drawn for it, 1 or more.</param>
    public long PositionOf(long number) => First + number;
}
