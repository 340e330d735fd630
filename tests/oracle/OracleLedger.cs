using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>An item and what covers it.</summary>
internal sealed class OracleItem
{
    public required ItemCharged Charged { get; init; }

    public required CivilDate Due { get; init; }

    public required long Claim { get; init; }

    /// <summary>Credits that name the item.</summary>
    public long Named { get; set; }

    public long Disputed { get; set; }

    /// <summary>How many disputes about it are open.</summary>
    public int OpenDisputes { get; set; }

    /// <summary>What the pool covers.</summary>
    public long Cover { get; set; }

    public string Id => Charged.ItemId;

    public long Open => Claim - Named - Cover;

    public long OpenUndisputed => Open - Disputed;
}

/// <summary>"Items and what covers them", computed from all facts each time.</summary>
internal sealed class OracleLedger
{
    private readonly Dictionary<string, OracleItem> _byId = [];
    private long _pool;

    /// <param name="facts">All facts.</param>
    /// <param name="counts">Which payments count.</param>
    public OracleLedger(OracleFacts facts, Func<PaymentReceived, bool> counts)
    {
        foreach (var charged in facts.Items)
        {
            var cancelled = facts.Cancellations.Exists(cancellation => cancellation.ItemId == charged.ItemId);
            var item = new OracleItem { Charged = charged, Due = facts.DueDate(charged), Claim = cancelled ? 0 : charged.Charged.Minor };
            _byId.Add(item.Id, item);
            Items.Add(item);
        }

        foreach (var payment in facts.Payments)
        {
            if (counts(payment))
            {
                AddPayment(payment, facts.Returned(payment));
            }
        }

        foreach (var credit in facts.Credits)
        {
            Name(credit.ItemId, credit.Credited.Minor);
        }

        AddMoves(facts);
        MoveWhatIsBeyondTheClaimsToThePool();
        FindDisputed(facts);
        Items.Sort((left, right) => left.Due != right.Due ? left.Due.CompareTo(right.Due)
            : left.Charged.IssuedOn != right.Charged.IssuedOn ? left.Charged.IssuedOn.CompareTo(right.Charged.IssuedOn)
            : string.CompareOrdinal(left.Id, right.Id));
        foreach (var item in Items)
        {
            item.Cover = Math.Min(_pool, item.Claim - item.Named - item.Disputed);
            _pool -= item.Cover;
        }
    }

    /// <summary>In the order in which the pool covers them.</summary>
    public List<OracleItem> Items { get; } = [];

    /// <summary>What covers nothing.</summary>
    public long UnappliedCredit => _pool;

    public long Receivable => Items.Sum(item => item.Open) - UnappliedCredit;

    public OracleItem? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Open by days past due, and the unapplied credit.</summary>
    public long[] Ageing(CivilDate today)
    {
        var buckets = new long[10];
        foreach (var item in Items)
        {
            var bucket = (today - item.Due) switch
            {
                <= 0 => 0,
                <= 7 => 1,
                <= 14 => 2,
                <= 30 => 3,
                <= 60 => 4,
                <= 90 => 5,
                <= 180 => 6,
                <= 365 => 7,
                _ => 8,
            };
            buckets[bucket] += item.Open;
        }

        buckets[9] = -UnappliedCredit;
        return buckets;
    }

    // What was returned is lost by the part without allocation first, then by the allocations from the last to the first.
    private void AddPayment(PaymentReceived payment, long returned)
    {
        var currency = payment.Sum.Currency;
        var parts = payment.Allocations.IsDefault ? [] : payment.Allocations.Select(part => OracleFacts.MinorOf(part.Part, currency)).ToArray();
        var unallocated = payment.Sum.Minor - parts.Sum();
        var lost = Math.Min(unallocated, returned);
        _pool += unallocated - lost;
        returned -= lost;
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            lost = Math.Min(parts[i], returned);
            Name(payment.Allocations[i].ItemId, parts[i] - lost);
            returned -= lost;
        }
    }

    private void AddMoves(OracleFacts facts)
    {
        foreach (var move in facts.Moves)
        {
            // Unlike a payment or a credit note it is nothing without its item: it waits.
            if (Find(move.ItemId) is { } item)
            {
                var moved = OracleFacts.MinorOf(move.Moved, item.Charged.Charged.Currency);
                item.Named += move.Move == DebtMove.Recovered ? -moved : moved;
            }
        }
    }

    private void MoveWhatIsBeyondTheClaimsToThePool()
    {
        foreach (var item in Items)
        {
            var beyond = Math.Max(0, item.Named - item.Claim);
            item.Named -= beyond;
            _pool += beyond;
        }
    }

    private void FindDisputed(OracleFacts facts)
    {
        foreach (var dispute in facts.Disputes)
        {
            if (facts.IsOpen(dispute) && Find(dispute.InvoiceId) is { } item)
            {
                var left = item.Claim - item.Named;
                item.OpenDisputes++;
                item.Disputed = dispute.Disputed is { } part
                    ? Math.Min(left, item.Disputed + OracleFacts.MinorOf(part, item.Charged.Charged.Currency))
                    : left;
            }
        }
    }

    private void Name(string? itemId, long credit)
    {
        if (itemId is not null && Find(itemId) is { } item)
        {
            item.Named += credit;
        }
        else
        {
            _pool += credit;
        }
    }
}
