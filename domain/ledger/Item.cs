using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>Something charged that is open, or was settled not long ago. Amounts are minor units of the account's currency.</summary>
public sealed record Item
{
    /// <summary>The invoice's or other item's id.</summary>
    public required string Id { get; init; }

    /// <summary>How it came to be.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>What was charged, 0 or more.</summary>
    public required long Amount { get; init; }

    /// <summary>The date on it.</summary>
    public required CivilDate IssuedOn { get; init; }

    /// <summary>The due date that holds now.</summary>
    public required CivilDate DueOn { get; init; }

    /// <summary>When it was charged in the business.</summary>
    public required Instant Time { get; init; }

    /// <summary>What it charges for; empty when it does not say, default when it releases no usage.</summary>
    public ImmutableArray<BillLine> Lines { get; init; }

    /// <summary>The statement that set the due date, or null while it is the original one.</summary>
    public Stamp? DueOnStated { get; init; }

    /// <summary>Credits named for it, 0 or more; what is beyond the claim is in the pool.</summary>
    public long Named { get; init; }

    /// <summary>Write-offs less what was recovered; below 0 only while a recovery came before its write-off.</summary>
    public long WrittenOff { get; init; }

    /// <summary>Moved to other accounts, 0 or more.</summary>
    public long Transferred { get; init; }

    /// <summary>Whether it was cancelled: it claims nothing.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Whether its reminder was raised.</summary>
    public bool Reminded { get; init; }

    /// <summary>The day of the news that made it past due, or <see cref="CivilDate.MinValue"/>.</summary>
    public CivilDate GraceFrom { get; init; } = CivilDate.MinValue;

    /// <summary>The day on which it was found settled, or <see cref="CivilDate.MaxValue"/> while it is open.</summary>
    public CivilDate SettledOn { get; init; } = CivilDate.MaxValue;

    /// <summary>What is claimed.</summary>
    public long Claim => Cancelled ? 0 : Amount;

    /// <summary>The claim less everything named for it: what the pool is to cover; below 0 when more was named than is claimed.</summary>
    public long Rest => Claim - Named - Math.Max(0, WrittenOff) - Transferred;

    /// <summary>Whether it was found settled.</summary>
    public bool IsSettled => SettledOn != CivilDate.MaxValue;

    /// <summary>The order in which the pool covers items: due date, issue date, id.</summary>
    public int CoverOrder(Item other)
    {
        var order = DueOn.Number.CompareTo(other.DueOn.Number);
        if (order == 0)
        {
            order = IssuedOn.Number.CompareTo(other.IssuedOn.Number);
        }

        return order != 0 ? order : string.CompareOrdinal(Id, other.Id);
    }
}
