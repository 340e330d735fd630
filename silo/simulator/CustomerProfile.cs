using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>How the bills of one month are paid.</summary>
internal enum Habit : byte
{
    Prompt = 0,
    PayDay = 1,
    Slow = 2,
    Partial = 3,
    Shaky = 4,

    /// <summary>Together with other months' bills in one sum.</summary>
    Lump = 5,
    Never = 6,
}

/// <summary>
/// What is fixed for a customer. It is computed anew whenever it is needed (some twenty draws' worth) instead of being kept,
/// so that millions of customers take no memory.
/// </summary>
internal readonly record struct CustomerProfile
{
    /// <summary>No month: the habit never changes.</summary>
    public const int NoMonth = int.MaxValue;

    /// <summary>1 to the number of customers.</summary>
    public required int Number { get; init; }

    /// <summary>What all the customer's draws hang on.</summary>
    public required ulong Key { get; init; }

    public required CustomerKind Kind { get; init; }

    /// <summary>Index into <see cref="Regions.All"/>.</summary>
    public required byte RegionIndex { get; init; }

    /// <summary>What everybody's usage is billed with.</summary>
    public required Prices Prices { get; init; }

    public required PayerArchetype Archetype { get; init; }

    /// <summary>The habit up to <see cref="TurnsIn"/>.</summary>
    public required Habit Before { get; init; }

    /// <summary>The habit from <see cref="TurnsIn"/> on.</summary>
    public required Habit After { get; init; }

    /// <summary>The month with whose bills the habit changes, or <see cref="NoMonth"/>.</summary>
    public required int TurnsIn { get; init; }

    /// <summary>Months of a spell without payment that ends in one sum, 2 to 5.</summary>
    public required byte SpellLength { get; init; }

    /// <summary>Months from the start of a spell to the start of the next.</summary>
    public required byte SpellCycle { get; init; }

    /// <summary>The day of the month on which wages come in, 1 to 25.</summary>
    public required byte PayDayOfMonth { get; init; }

    /// <summary>Day of the month on which the monthly bill is issued, 1 to 28.</summary>
    public required byte BillDay { get; init; }

    /// <summary>Days from issue to due date: 14 to 21, trade 30, cash 0.</summary>
    public required byte DueDays { get; init; }

    /// <summary>Whether prompt payments are direct debits.</summary>
    public required bool DirectDebit { get; init; }

    /// <summary>Services of a household: electricity, or gas and water.</summary>
    public required bool GasAndWater { get; init; }

    /// <summary>The first simulated day.</summary>
    public required CivilDate Start { get; init; }

    /// <summary>The month of <see cref="Start"/>.</summary>
    public required int StartMonth { get; init; }

    public Region Region => Regions.All[RegionIndex];

    public bool IsTrade => Kind == CustomerKind.Trade;

    /// <summary>Trade or factory: a business that others report on.</summary>
    public bool IsCorporate => Kind >= CustomerKind.Factory;

    public bool PaysCash => DueDays == 0;

    public ReadOnlySpan<Service> Services => Kind switch
    {
        CustomerKind.Trade => [],
        CustomerKind.Household when GasAndWater => [Service.Gas, Service.Water],
        _ => [Service.Electricity],
    };

    /// <summary>The day on which a defaulter's account is closed after a year without payment, or the last day there is.</summary>
    public CivilDate ClosedOn =>
        After == Habit.Never && TurnsIn != NoMonth ? Months.Day(TurnsIn + 12, BillDay) : CivilDate.MaxValue;

    /// <summary>How the bills issued in a month are paid.</summary>
    public Habit HabitIn(int month)
    {
        if (month < TurnsIn)
        {
            return Before;
        }

        return After != Habit.Lump || IsInSpell(month) ? After : Habit.PayDay;
    }

    /// <summary>Whether the month is the last of those whose bills are paid in one sum.</summary>
    public bool EndsSpell(int month) =>
        month >= TurnsIn && After == Habit.Lump && (month - TurnsIn) % SpellCycle == SpellLength - 1;

    private bool IsInSpell(int month) => (month - TurnsIn) % SpellCycle < SpellLength;
}
