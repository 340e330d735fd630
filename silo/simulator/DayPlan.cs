using CreditRisk.Domain.Time;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// Collects what happens on one day. The stories of months tell all that happens in them; what lies on other days is dropped
/// here before anything is computed for it.
/// </summary>
internal sealed class DayPlan
{
    private const int SecondsPerHour = 3_600;
    private const int SecondsPerDay = 86_400;
    private const int StepRoom = 32;

    private readonly DayClock _clock;
    private readonly List<PlannedEvent> _events = [];

    /// <summary>An empty plan.</summary>
    public DayPlan(DayClock clock)
    {
        _clock = clock;
        var dayBefore = clock.Day.Plus(-1);
        MonthOfDayBefore = Months.Of(dayBefore);
        DayBefore = Months.ToDateOnly(dayBefore).Day;
    }

    /// <summary>The day.</summary>
    public CivilDate Day => _clock.Day;

    /// <summary>The month of the day before, with which readings end.</summary>
    public int MonthOfDayBefore { get; }

    /// <summary>The day before, as a day of its month.</summary>
    public int DayBefore { get; }

    /// <summary>What happens, in no order until it is sorted.</summary>
    public List<PlannedEvent> Events => _events;

    /// <summary>Something happens on a day; it is kept when that is this plan's.</summary>
    /// <param name="customer">To whom.</param>
    /// <param name="on">On which day.</param>
    /// <param name="step">What.</param>
    /// <param name="month">The month that its facts belong to.</param>
    /// <param name="ordinal">Which of several of that month, 1 to 319.</param>
    public void Add(in CustomerProfile customer, CivilDate on, Step step, int month, int ordinal)
    {
        if (on != Day)
        {
            return;
        }

        var info = Steps.Of(step);
        var draw = SeededDraw.For(customer.Key ^ (uint)ordinal, (Day.Number * StepRoom) + (int)step, DrawPurpose.TimeOfDay);
        var second = _clock.SecondAt(customer, info.FromHour) + draw.Below(info.Hours * SecondsPerHour);
        _events.Add(new PlannedEvent(second, customer.Number, month, (short)ordinal, step));
    }

    /// <summary>The customer registers, at any time of this day: everything else about a customer comes on later days.</summary>
    public void AddRegistration(in CustomerProfile customer)
    {
        var second = SeededDraw.For(customer.Key, 0, DrawPurpose.TimeOfDay).Below(SecondsPerDay);
        _events.Add(new PlannedEvent(second, customer.Number, customer.StartMonth, 1, Step.Registered));
    }

    /// <summary>Puts everything into the order in which it is sent: by time, account and event id.</summary>
    /// <param name="writer">Knows the ids, which only matter where an account has two events in the same second.</param>
    public void Sort(EventWriter writer) => _events.Sort(new InOrder(writer));

    private sealed class InOrder(EventWriter writer) : IComparer<PlannedEvent>
    {
        public int Compare(PlannedEvent x, PlannedEvent y)
        {
            var byTime = x.SecondOfDay.CompareTo(y.SecondOfDay);
            if (byTime != 0)
            {
                return byTime;
            }

            // Numbers have leading zeros, so that they sort as the accounts do.
            var byAccount = x.Customer.CompareTo(y.Customer);
            return byAccount != 0 || x == y ? byAccount : string.CompareOrdinal(writer.IdOf(x), writer.IdOf(y));
        }
    }
}
