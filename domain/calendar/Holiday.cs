using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Calendar;

/// <summary>A day off by its name, of one year or of every year.</summary>
public sealed record Holiday
{
    private Holiday(string name, CivilDate? once, AnnualDate? yearly) => (Name, On, Yearly) = (name, once, yearly);

    /// <summary>Its name, for people.</summary>
    public string Name { get; }

    /// <summary>The date, or null where it is on one of every year.</summary>
    public CivilDate? On { get; }

    /// <summary>Month and day, or null where it is of one year. The 29th of February is there in leap years only.</summary>
    public AnnualDate? Yearly { get; }

    /// <summary>A holiday of one year.</summary>
    public static Holiday Once(string name, CivilDate on) => new(name, on, null);

    /// <summary>A holiday of every year.</summary>
    public static Holiday EveryYear(string name, AnnualDate on) => new(name, null, on);
}
