using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>Invents the customers of a portfolio, each from its number alone.</summary>
internal sealed class CustomerFactory
{
    private const int PerMille = 1_000;

    // In the order of the enumerations.
    private static readonly int[] KindShares = [800, 150, 40, 10];
    private static readonly int[] ArchetypeShares = [720, 120, 70, 30, 20, 15, 15, 10];

    // A good payer turns bad: into which habit, in the order of the enumeration from PayDay on (Never is the defaulters').
    private static readonly int[] TurnShares = [400, 350, 150, 100];

    private static readonly int[] PayDays = [1, 5, 10, 15, 20, 25];

    private readonly int _seed;
    private readonly CivilDate _start;
    private readonly int _startMonth;
    private readonly Prices _prices;

    /// <summary>A factory for one portfolio.</summary>
    public CustomerFactory(int seed, CivilDate start, Prices prices)
    {
        _prices = prices;
        _seed = seed;
        _start = start;
        _startMonth = Months.Of(start);
    }

    /// <summary>The customer of a number.</summary>
    public CustomerProfile Create(int number)
    {
        var key = SeededDraw.KeyOf(_seed, number);
        var draw = SeededDraw.For(key, 0, DrawPurpose.Profile);
        var kind = (CustomerKind)draw.Pick(KindShares, PerMille);
        var archetype = (PayerArchetype)draw.Pick(ArchetypeShares, PerMille);
        var region = (byte)draw.Pick(Regions.Shares, 100);
        var dueDays = kind != CustomerKind.Trade ? draw.Between(14, 21) : draw.Chance(3_000) ? 0 : 30;
        var billDay = draw.Between(1, 28);
        var life = SeededDraw.For(key, 0, DrawPurpose.Behaviour);
        var (before, after, turnsIn) = Life(archetype, ref life);
        var payDay = PayDays[life.Below(PayDays.Length)];
        if (before == Habit.PayDay || after is Habit.PayDay or Habit.Lump)
        {
            billDay = BillDayBefore(payDay, dueDays, ref life);
        }

        var recovers = archetype == PayerArchetype.Recoverer;
        var spell = recovers ? life.Between(3, 5) : life.Between(2, 3);
        return new CustomerProfile
        {
            Number = number,
            Key = key,
            Kind = kind,
            RegionIndex = region,
            Prices = _prices,
            Archetype = archetype,
            Before = before,
            After = after,
            TurnsIn = turnsIn,
            SpellLength = (byte)spell,
            SpellCycle = (byte)(recovers ? life.Between(14, 20) : spell),
            PayDayOfMonth = (byte)payDay,
            BillDay = (byte)billDay,
            DueDays = (byte)dueDays,
            DirectDebit = kind != CustomerKind.Trade && draw.Chance(6_000),
            GasAndWater = kind == CustomerKind.Household && draw.Chance(4_000),
            Start = _start,
            StartMonth = _startMonth,
        };
    }

    private (Habit Before, Habit After, int TurnsIn) Life(PayerArchetype archetype, ref SeededDraw draw)
    {
        switch (archetype)
        {
            case PayerArchetype.Prompt:
                // One good payer in twenty turns bad within three years.
                return draw.Chance(500)
                    ? (Habit.Prompt, (Habit)((int)Habit.PayDay + draw.Pick(TurnShares, PerMille)), _startMonth + draw.Between(3, 36))
                    : (Habit.Prompt, Habit.Prompt, CustomerProfile.NoMonth);
            case PayerArchetype.PayDay:
                return (Habit.PayDay, Habit.PayDay, CustomerProfile.NoMonth);
            case PayerArchetype.Slow:
                return (Habit.Slow, Habit.Slow, CustomerProfile.NoMonth);
            case PayerArchetype.Partial:
                return (Habit.Partial, Habit.Partial, CustomerProfile.NoMonth);
            case PayerArchetype.Forgetful:
                return (Habit.Prompt, Habit.Lump, _startMonth);
            case PayerArchetype.ShakyDebit:
                return (Habit.Shaky, Habit.Shaky, CustomerProfile.NoMonth);
            case PayerArchetype.Defaulter:
                return (draw.Chance(5_000) ? Habit.Prompt : Habit.PayDay, Habit.Never, _startMonth + draw.Between(1, 18));
            case PayerArchetype.Recoverer:
                return (Habit.PayDay, Habit.Lump, _startMonth + draw.Between(1, 12));
            default:
                throw new ArgumentOutOfRangeException(nameof(archetype), archetype, "No such archetype");
        }
    }

    // Bills are timed so that they fall due four to six days before the pay day; months of other lengths make it one to ten.
    private static int BillDayBefore(int payDay, int dueDays, ref SeededDraw draw)
    {
        var day = payDay - draw.Between(4, 6) - dueDays;
        while (day < 1)
        {
            day += 30;
        }

        return Math.Min(day, 28);
    }
}
