using System.Collections.Immutable;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Time;

namespace CreditRisk.Domain.Usage;

/// <summary>Which usage a bill covers.</summary>
public static class BilledUsage
{
    /// <summary>
    /// Whether an item bills usage of a service that ended on a day: within the inclusive period of one of its lines; without a period, up to
    /// the item's date; without lines, every service.
    /// </summary>
    public static bool Covers(Item item, string service, CivilDate endsOn)
    {
        if (item.Lines.IsDefault)
        {
            return false;
        }

        if (item.Lines.IsEmpty)
        {
            return endsOn <= item.IssuedOn;
        }

        foreach (var line in item.Lines)
        {
            if (PeriodOf(line, item).Covers(service, endsOn))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The periods that an item bills.</summary>
    public static IEnumerable<BilledPeriod> PeriodsOf(Item item) => item.Lines.IsEmpty
        ? [new BilledPeriod(null, CivilDate.MinValue, item.IssuedOn)]
        : item.Lines.Select(line => PeriodOf(line, item));

    /// <summary>Adds a period to a list of periods, joined with those of its service that touch it.</summary>
    public static ImmutableArray<BilledPeriod> Merge(ImmutableArray<BilledPeriod> periods, BilledPeriod added)
    {
        var others = ImmutableArray.CreateBuilder<BilledPeriod>(periods.Length + 1);
        foreach (var period in periods)
        {
            if (period.Service == added.Service && period.From.Number <= added.To.Number + 1 && added.From.Number <= period.To.Number + 1)
            {
                added = added with
                {
                    From = period.From < added.From ? period.From : added.From,
                    To = period.To > added.To ? period.To : added.To,
                };
            }
            else
            {
                others.Add(period);
            }
        }

        others.Add(added);
        return others.DrainToImmutable();
    }

    private static BilledPeriod PeriodOf(BillLine line, Item item) =>
        new(line.Service, line.From ?? CivilDate.MinValue, line.To ?? item.IssuedOn);
}
