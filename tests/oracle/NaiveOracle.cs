using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>
/// An account by <c>docs/rules.md</c> alone: it keeps every fact, visits every day and computes everything anew each time. It shares
/// nothing with the domain but the events and the calendar.
/// </summary>
public sealed class NaiveOracle(OraclePolicy policy) : IAccountUnderTest
{
    private readonly OracleFacts _facts = new();
    private readonly OracleLadder _ladder = new(policy);
    private readonly Dictionary<string, CivilDate> _graceUntil = [];
    private readonly List<OracleDay> _days = [];
    private Instant? _now;
    private int _records;

    /// <summary>Every local day that has ended.</summary>
    public IReadOnlyList<OracleDay> Days => _days;

    public IReadOnlyList<OracleWarning> Warnings => _ladder.Warnings;

    private Instant Now => _now ?? throw new InvalidOperationException("the account has seen no record yet");

    private DateTimeZone Zone => _facts.Zone(policy.DefaultZone);

    private CivilDate Today => CivilDate.At(Now, Zone);

    /// <summary>Replays a whole history.</summary>
    public static NaiveOracle Replay(OraclePolicy policy, IEnumerable<TimedRecord> records, Instant end)
    {
        var oracle = new NaiveOracle(policy);
        foreach (var record in records)
        {
            oracle.Apply(record.Event, record.LoggedAt);
        }

        oracle.Advance(end);
        return oracle;
    }

    public void Apply(AccountEvent e, Instant loggedAt)
    {
        Advance(loggedAt);
        _now ??= loggedAt;
        _records++;
        var before = Ledger();
        _facts.Add(e);
        GiveGrace(before, Ledger());
        Evaluate(e);
    }

    public void Advance(Instant now)
    {
        while (_now is not null && NextDay() is var next && next <= now)
        {
            _days.Add(new OracleDay(Report(), next, _records, Warnings.Count));
            _now = next;
            Evaluate(cause: null);
        }

        if (_now < now)
        {
            _now = now;
        }
    }

    public DayReport Report()
    {
        var ledger = Ledger();
        var figures = Figures(Today, ledger);
        return new DayReport(
            Today,
            figures.Receivable,
            figures.Overdue,
            figures.Actionable,
            figures.DaysPastDue,
            figures.InTransit,
            ledger.Ageing(Today),
            _ladder.Stage(ledger),
            _ladder.ActiveEntries());
    }

    private OracleLedger Ledger() => new(_facts, counts: _ => true);

    private Instant NextDay() => Today.Plus(1).StartIn(Zone);

    // The news of one record, found by comparing the items before and after it on the same day.
    private void GiveGrace(OracleLedger before, OracleLedger after)
    {
        foreach (var item in after.Items)
        {
            if (item.Due >= Today)
            {
                _graceUntil.Remove(item.Id);
                continue;
            }

            var old = before.Find(item.Id);
            var comes = old is null;
            var dueDateMovedIntoThePast = old is not null && old.Due >= Today;
            var disputeClosed = old is not null && item.OpenDisputes < old.OpenDisputes;
            var openAgain = old is not null && old.Open == 0 && item.Open > 0;
            if (comes || dueDateMovedIntoThePast || disputeClosed || openAgain)
            {
                _graceUntil[item.Id] = Today.Plus(policy.GraceDays);
            }
        }
    }

    private OracleFigures Figures(CivilDate today, OracleLedger ledger, bool withGrace = true)
    {
        long overdue = 0;
        foreach (var item in ledger.Items)
        {
            overdue += item.Due < today ? item.Open : 0;
        }

        var oldest = Oldest(today, ledger, withGrace);
        return new OracleFigures(
            ledger.Receivable,
            overdue,
            ActionableItems(today, ledger, withGrace).Sum(item => item.OpenUndisputed),
            oldest is null ? 0 : today - oldest.Due,
            _facts.InTransit(today, Zone, policy.SettlementDays),
            _facts.LawsuitOpen());
    }

    private IEnumerable<OracleItem> ActionableItems(CivilDate today, OracleLedger ledger, bool withGrace) =>
        _facts.HoldOn(today, Zone)
            ? []
            : ledger.Items.Where(item => item.Due < today && !(withGrace && _graceUntil.TryGetValue(item.Id, out var until) && today < until));

    // The items are in the order of their due dates.
    private OracleItem? Oldest(CivilDate today, OracleLedger ledger, bool withGrace = true) =>
        ActionableItems(today, ledger, withGrace).FirstOrDefault(item => item.OpenUndisputed > policy.TrivialFloor);

    private void Evaluate(AccountEvent? cause)
    {
        var ledger = Ledger();
        _ladder.Evaluate(new OracleMoment(
            Now,
            Today,
            Zone,
            cause,
            ledger,
            Figures(Today, ledger),
            Oldest(Today, ledger)?.Due,
            _facts.HoldOn(Today, Zone),
            cause is PaymentReceived payment ? at => FiguresThen(payment, at) : _ => null,
            AfterHolds));
    }

    // The first day, not before one, on which no hold was on.
    private CivilDate AfterHolds(CivilDate day)
    {
        while (_facts.HoldOn(day, Zone))
        {
            day = day.Plus(1);
        }

        return day;
    }

    // What would have been known on the day of an earlier instant had the payment been seen when it was made; null if it was made later.
    private OracleFigures? FiguresThen(PaymentReceived payment, Instant at)
    {
        if (OracleFacts.PaidAt(payment, Zone) > at)
        {
            return null;
        }

        var ledger = new OracleLedger(_facts, counts: other => OracleFacts.PaidAt(other, Zone) <= at);
        return Figures(CivilDate.At(at, Zone), ledger, withGrace: false) with { LawsuitOpen = _facts.LawsuitOpenAt(at) };
    }
}
