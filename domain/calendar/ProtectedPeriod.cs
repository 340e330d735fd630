using NodaTime;

namespace CreditRisk.Domain.Calendar;

/// <summary>A part of every year in which nobody is cut, such as winter or a time of heat.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Its last day; before <paramref name="From"/>, it is that of the next year. The 29th of February as the last day is the 28th in other years.</param>
public sealed record ProtectedPeriod(string Name, AnnualDate From, AnnualDate To)
{
    /// <summary>Whether a date lies in it.</summary>
    public bool Contains(LocalDate date)
    {
        var day = new AnnualDate(date.Month, date.Day);
        return From <= To ? day >= From && day <= To : day >= From || day <= To;
    }

    /// <summary><c>winter (11-01 to 03-31)</c></summary>
    public override string ToString() => $"{Name} ({Weekdays.Name(From)} to {Weekdays.Name(To)})";
}
