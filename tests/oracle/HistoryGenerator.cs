using CreditRisk.Domain.Events;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>Makes a year of one account from a seed: the same seed gives the same records.</summary>
public sealed class HistoryGenerator
{
    private static readonly ItemKind[] OtherKinds =
        [ItemKind.Invoice, ItemKind.Invoice, ItemKind.Invoice, ItemKind.Adjustment, ItemKind.Adjustment, ItemKind.Interest];

    private static readonly KeyEventKind[] Kinds = [KeyEventKind.Lawsuit, KeyEventKind.Lawsuit, KeyEventKind.Lawsuit, KeyEventKind.Insolvency];

    private readonly HistoryWriter _writer;
    private readonly HistoryItems _items;
    private readonly HistoryPayments _payments;
    private readonly string _zone;
    private readonly double _inTime;
    private readonly double _late;
    private readonly List<HistoryItem> _charged = [];
    private readonly List<HistoryItem> _neglected = [];

    private HistoryGenerator(Random random)
    {
        var (zone, currency) = HistorySettings.Zones[random.Next(HistorySettings.Zones.Length)];
        (_inTime, _late) = HistorySettings.Tempers[random.Next(HistorySettings.Tempers.Length)];
        var firstDay = CivilDate.Of(2016, 1, 1).Plus(random.Next(3 * 365));
        _zone = zone;
        _writer = new HistoryWriter(random, "account", DateTimeZoneProviders.Tzdb[zone], firstDay, Currency.Of(currency));
        _items = new HistoryItems(_writer);
        _payments = new HistoryPayments(_writer);
    }

    public static AccountHistory Generate(int seed)
    {
        var generator = new HistoryGenerator(new Random(seed));
        generator.Live();
        return new AccountHistory(seed, generator._writer.Records(), generator._writer.End);
    }

    private CivilDate AnyDay(int first = 0) => _writer.Day(_writer.Between(first, HistorySettings.Days - 1));

    private void Live()
    {
        Register();
        Repeat(0, 2, () => Charge(_writer.Day(_writer.Between(0, 3)), ItemKind.Opening));
        for (var day = _writer.Between(1, 30); day < HistorySettings.Days; day += 30)
        {
            Charge(_writer.Day(day), ItemKind.Invoice);
        }

        Repeat(2, 10, () => Charge(AnyDay(), _writer.Pick(OtherKinds)));
        Repeat(0, 4, () => _payments.PayTogether(_charged, AnyDay(first: 5)));
        Repeat(0, 3, SettleUp);
        Repeat(0, 3, () => _payments.LoseOnTheWay(AnyDay()));
        Repeat(0, 2, GiveCredit);
        Maybe(HistorySettings.ChanceOfHold, GrantHold);
        Maybe(HistorySettings.ChanceOfHold, GrantHold);
        Maybe(HistorySettings.ChanceOfCase, OpenCase);
        Maybe(HistorySettings.ChanceOfCase, OpenCase);
        Maybe(HistorySettings.ChanceOfOrphan, NameWhatNeverComes);
    }

    private void Repeat(int least, int most, Action action)
    {
        for (var times = _writer.Between(least, most); times > 0; times--)
        {
            action();
        }
    }

    private void Maybe(double chance, Action action)
    {
        if (_writer.Chance(chance))
        {
            action();
        }
    }

    private void Register()
    {
        if (_writer.Chance(HistorySettings.ChanceOfNoRegistration))
        {
            return;
        }

        var late = _writer.Chance(HistorySettings.ChanceOfLateRegistration);
        var time = _writer.Moment(_writer.Day(late ? _writer.Between(1, 60) : 0));
        _writer.Log(new CustomerStated(_writer.Header(time), Registers: true, Name: "Customer", TimeZone: _zone, Currency: _writer.Currency));
        if (_writer.Chance(0.2))
        {
            _writer.Log(new CustomerStated(_writer.Header(_writer.Later(time, 0, 200)), Registers: false, Name: "Customer & Co"));
        }
    }

    private void Charge(CivilDate day, ItemKind kind)
    {
        var item = _items.Charge(day, kind);
        _charged.Add(item);
        var fate = _writer.Share();
        if (fate < _inTime)
        {
            _payments.Pay(item, item.Due.Plus(-_writer.Between(0, 10)));
        }
        else if (fate < _inTime + _late)
        {
            _payments.Pay(item, item.Due.Plus(_writer.Between(1, _writer.Chance(0.6) ? 12 : 75)));
        }

        else
        {
            _neglected.Add(item);
        }

        _items.Befall(item);
    }

    // Pays all at once what was neglected until then, so that an account leaves the ladder and may climb it again.
    private void SettleUp()
    {
        var day = AnyDay(first: 30);
        var items = _neglected.Where(item => item.Due < day && _writer.DateOf(item.Time) < day).ToList();
        if (items.Count > 0)
        {
            _payments.SettleUp(items, day);
            _neglected.RemoveAll(items.Contains);
        }
    }

    private void GiveCredit()
    {
        var time = _writer.Moment(AnyDay());
        var isCreditNote = _writer.Chance(0.5);
        _writer.Log(new CreditGiven(_writer.Header(time), _writer.NewId("C"), isCreditNote, _writer.Cash(_writer.Minor()), ItemId: null, Reason: null));
    }

    private void GrantHold()
    {
        var id = _writer.NewId("H");
        var time = _writer.Moment(AnyDay());
        var from = _writer.DateOf(time).Plus(_writer.Between(-3, 15));
        _writer.Log(new HoldGranted(_writer.Header(time), id, "extension", from, from.Plus(_writer.Between(0, 40)), ApprovedBy: null, Evidence: null));
        if (_writer.Chance(0.4))
        {
            _writer.Log(new HoldEnded(_writer.Header(_writer.Later(time, 0, 40)), id));
        }
    }

    private void OpenCase()
    {
        var id = _writer.NewId("K");
        var time = _writer.Moment(AnyDay());
        _writer.Log(new KeyEventOpened(_writer.Header(time), id, _writer.Pick(Kinds), Note: null));
        if (_writer.Chance(0.7))
        {
            _writer.Log(new KeyEventClosed(_writer.Header(_writer.Later(time, 0, 90)), id));
        }
    }

    // It waits, and has no effect on any figure, neither while it waits nor after.
    private void NameWhatNeverComes()
    {
        var header = _writer.Header(_writer.Moment(AnyDay()));
        var nobody = _writer.NewId("never");
        _writer.Log(_writer.Between(0, 4) switch
        {
            0 => new PaymentReturned(header, nobody, IsRefund: false, Part: null, Reason: null),
            1 => new DisputeOpened(header, _writer.NewId("D"), nobody, Disputed: null, Deadline: null),
            2 => new ItemCancelled(header, nobody, Reason: null),
            3 => new DebtMoved(header, nobody, DebtMove.WrittenOff, _writer.Amount(1000), OtherAccount: null),
            _ => new DueDateChanged(header, nobody, _writer.DateOf(header.Time)),
        });
    }
}
