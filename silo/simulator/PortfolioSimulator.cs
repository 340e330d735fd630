using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using NodaTime;

namespace CreditRisk.Silo.Simulator;

/// <summary>
/// Invents the customers of a utility that also sells goods on open account, and sends what they use, are billed for and pay.
/// The events of a customer and a month are a function of the seed, the tariff, the customer's number and the month, so that any day can
/// be had without the days before it and a stopped simulation goes on where it was. It keeps no state and may be used from
/// several threads at once. Days are days of UTC.
/// </summary>
public sealed class PortfolioSimulator
{
    private readonly SimulatorOptions _options;
    private readonly CustomerFactory _factory;
    private readonly CivilDate _start;

    /// <summary>A simulator of one portfolio that bills by the tariff that ships with the program.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or the tariff lacks a price; the message names it.</exception>
    /// <exception cref="ConfigurationException">The tariff file cannot be read.</exception>
    public PortfolioSimulator(SimulatorOptions options)
        : this(options, RuleFiles.Shipped.LoadTariff())
    {
    }

    /// <summary>A simulator of one portfolio.</summary>
    /// <param name="options">What portfolio.</param>
    /// <param name="tariff">The prices that its bills are made with.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the tariff lacks a price; the message names it.</exception>
    public PortfolioSimulator(SimulatorOptions options, Tariff tariff)
    {
        ArgumentNullException.ThrowIfNull(options);
        SimulatorOptions.Validate(options);
        _options = options;
        _start = CivilDate.From(options.Start);
        _factory = new CustomerFactory(options.Seed, _start, new Prices(tariff));
    }

    /// <summary>What the portfolio was made from.</summary>
    public SimulatorOptions Options => _options;

    /// <summary>
    /// The events of all customers on a day of UTC, by time, then account, then event id. A few are there twice, byte for byte:
    /// senders repeat themselves. Only a plan of 16 bytes an event is held; the events themselves are written as they are taken.
    /// </summary>
    /// <param name="day">The day; before the first simulated day there is nothing. At most the year 9998.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is beyond the year 9998.</exception>
    public IEnumerable<SimulatedEvent> EventsOn(LocalDate day)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day.Year, 9998, nameof(day));
        return Generate(CivilDate.From(day));
    }

    /// <summary>The events from one day up to, and not including, another, in the order of <see cref="EventsOn"/>.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="toExclusive">The day after the last, not before <paramref name="from"/>, at most in the year 9998.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range ends before it begins, or beyond the year 9998.</exception>
    public IEnumerable<SimulatedEvent> EventsBetween(LocalDate from, LocalDate toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toExclusive, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toExclusive.Year, 9998, nameof(toExclusive));
        return GenerateBetween(CivilDate.From(from), CivilDate.From(toExclusive));
    }

    /// <summary>The account id of a customer.</summary>
    /// <param name="customer">1 to the number of customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public string AccountOf(int customer)
    {
        RequireCustomer(customer);
        return EventJson.AccountOf(_options.Prefix, customer);
    }

    /// <summary>What an observer does not know of a customer, to measure a score against.</summary>
    /// <param name="customer">1 to the number of customers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such customer.</exception>
    public CustomerTruth TruthOf(int customer)
    {
        RequireCustomer(customer);
        var profile = _factory.Create(customer);
        LocalDate? turns = profile.TurnsIn == CustomerProfile.NoMonth ? null : Months.Day(profile.TurnsIn, 1).ToLocalDate();
        return new CustomerTruth(AccountOf(customer), profile.Kind, profile.Archetype, turns);
    }

    private void RequireCustomer(int customer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customer, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(customer, _options.Customers);
    }

    private IEnumerable<SimulatedEvent> GenerateBetween(CivilDate from, CivilDate toExclusive)
    {
        for (var day = from; day < toExclusive; day = day.Plus(1))
        {
            foreach (var simulated in Generate(day))
            {
                yield return simulated;
            }
        }
    }

    private IEnumerable<SimulatedEvent> Generate(CivilDate day)
    {
        if (day < _start)
        {
            yield break;
        }

        var clock = new DayClock(day);
        using var writer = new EventWriter(_options, _factory, clock);
        foreach (var planned in PlanDay(clock, writer))
        {
            var simulated = writer.Write(planned);
            yield return simulated;
            if (writer.IsRepeated(planned))
            {
                yield return simulated;
            }
        }
    }

    private List<PlannedEvent> PlanDay(DayClock clock, EventWriter writer)
    {
        var plan = new DayPlan(clock);
        var month = Months.Of(clock.Day);
        var earliest = Months.Of(clock.Day.Plus(-PaymentPlan.MostReachDays));
        Span<int> ages = stackalloc int[month - earliest + 1];
        for (var i = 0; i < ages.Length; i++)
        {
            ages[i] = clock.Day - Months.Day(month - i, 1);
        }

        for (var number = 1; number <= _options.Customers; number++)
        {
            var customer = _factory.Create(number);
            RelationStory.Tell(customer, month, plan);
            for (var i = 0; i < ages.Length; i++)
            {
                var habit = customer.HabitIn(month - i);
                if (ages[i] <= PaymentPlan.ReachDays(habit))
                {
                    InvoiceStory.Tell(customer, month - i, habit, plan);
                }
            }

            if (_options.Usage)
            {
                UsageContent.Tell(customer, plan);
            }
        }

        plan.Sort(writer);
        return plan.Events;
    }
}
