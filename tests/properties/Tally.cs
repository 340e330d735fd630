using CreditRisk.Domain.Events;
using CreditRisk.Tests.Oracle;

namespace CreditRisk.Tests.Properties;

/// <summary>What must be owed by the events alone: no items, no cover, no state. For histories in which nothing is forgotten.</summary>
internal sealed class Tally
{
    private readonly HashSet<FactId> _facts = [];
    private readonly List<AccountEvent> _early = [];
    private readonly Dictionary<string, long> _claims = [];
    private readonly Dictionary<string, long> _left = [];

    public long Owed { get; private set; }

    public void Add(AccountEvent e)
    {
        if (HistoryReferences.NamedBy(e) is { } named && !_facts.Contains(named))
        {
            _early.Add(e);
            return;
        }

        Book(e);
        if (e.Fact is { } fact)
        {
            _facts.Add(fact);
            foreach (var early in _early.Where(early => HistoryReferences.NamedBy(early) == fact).OrderBy(early => early.Header.Time).ToList())
            {
                _early.Remove(early);
                Add(early);
            }
        }
    }

    private void Book(AccountEvent e)
    {
        switch (e)
        {
            case ItemCharged x:
                _claims[x.ItemId] = x.Charged.Minor;
                Owed += x.Charged.Minor;
                break;
            case ItemCancelled x:
                Owed -= _claims[x.ItemId];
                _claims[x.ItemId] = 0;
                break;
            case CreditGiven x:
                Owed -= x.Credited.Minor;
                break;
            case PaymentReceived x:
                _left[x.PaymentId] = x.Sum.Minor;
                Owed -= x.Sum.Minor;
                break;
            case PaymentReturned x:
                var returned = x.Part?.Unscaled ?? _left[x.PaymentId];
                _left[x.PaymentId] -= returned;
                Owed += returned;
                break;
            case DebtMoved x:
                Owed += x.Move == DebtMove.Recovered ? x.Moved.Unscaled : -x.Moved.Unscaled;
                break;
            default:
                break;
        }
    }
}
