using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Usage;

/// <summary>How much an account uses: the value of some days' usage.</summary>
/// <param name="Minor">The value of the usage that ended on these days, minor units, 0 or more.</param>
/// <param name="Days">How many days these are, 0 or more.</param>
public readonly record struct UsageRate(long Minor, int Days)
{
    /// <summary>Longer supplies are not told apart.</summary>
    public const int MostDays = 36_500;

    /// <summary>
    /// The usage of the days before today: at most so many, and not more than since the first usage that is known, so that a new customer's rate is not taken for low. Today itself is not over yet.
    /// </summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static UsageRate Of(UsageBook usage, CivilDate today, int windowDays)
    {
        var (first, from, sum) = (today, today.Plus(-windowDays), 0L);
        for (var entry = usage.Newest; entry is not null; entry = entry.Next)
        {
            if (!entry.Cancelled && entry.EndsOn < today)
            {
                first = entry.EndsOn < first ? entry.EndsOn : first;
                sum += entry.EndsOn >= from ? entry.Minor : 0;
            }
        }

        return new UsageRate(sum, Math.Min(windowDays, today - first));
    }

    /// <summary>For how many whole days money lasts at this rate, 0 to <see cref="MostDays"/>; null where nothing was used, so that no rate is known.</summary>
    public int? DaysFor(long minor) => Minor == 0 ? null : (int)Int128.Min(MostDays, (Int128)Math.Max(0, minor) * Days / Minor);
}
