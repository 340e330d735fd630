using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ledger;

/// <summary>
/// What has become of promises and instalment plans: computed from the payments each time, so that the order in which facts arrive leaves no trace. A payment goes to the parts that
/// are agreed on its day, the earliest due first; what was not paid by its day breaks its arrangement, for ever.
/// </summary>
public static class Arrangements
{
    /// <summary>How every arrangement of a ledger that was made by a day stands on it, in the ledger's order.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="today">The day.</param>
    /// <param name="zone">The account's zone, for the days of payments.</param>
    public static ImmutableArray<ArrangementView> Of(AccountLedger ledger, CivilDate today, DateTimeZone zone)
    {
        if (ledger.Arrangements.IsEmpty)
        {
            return [];
        }

        var books = ledger.Arrangements.Where(arrangement => arrangement.MadeOn <= today).Select(arrangement => new Book(arrangement)).ToArray();
        foreach (var (payment, paidOn) in Payments(ledger, zone))
        {
            Break(books, paidOn);
            Allot(books, payment, paidOn);
        }

        Break(books, today);
        return [.. books.Select(book => book.View(today))];
    }

    /// <summary>What running arrangements keep from being acted upon, minor units.</summary>
    public static long Covered(ImmutableArray<ArrangementView> views)
    {
        long sum = 0;
        foreach (var view in views)
        {
            sum += view.Standing == ArrangementStanding.Running ? view.Left : 0;
        }

        return sum;
    }

    /// <summary>How many are broken.</summary>
    public static int Broken(ImmutableArray<ArrangementView> views) => views.Count(view => view.Standing == ArrangementStanding.Broken);

    private static IEnumerable<(Credit Payment, CivilDate PaidOn)> Payments(AccountLedger ledger, DateTimeZone zone) => ledger.Credits
        .Where(credit => credit is { Kind: CreditKind.Payment, Effective: > 0 } && credit.Time > NodaConstants.UnixEpoch)
        .Select(credit => (Payment: credit, PaidOn: credit.PaidOn ?? CivilDate.At(credit.Time, zone)))
        .OrderBy(pair => pair.PaidOn.Number).ThenBy(pair => pair.Payment.Time).ThenBy(pair => pair.Payment.Id, StringComparer.Ordinal);

    private static void Break(Book[] books, CivilDate today)
    {
        foreach (var book in books)
        {
            book.Break(today);
        }
    }

    private static void Allot(Book[] books, Credit payment, CivilDate paidOn)
    {
        var left = payment.Effective;
        var parts = books
            .Where(book => !book.IsBroken && book.Arrangement.Counts(payment, paidOn))
            .SelectMany(book => book.Arrangement.Parts.Select((part, index) => (Book: book, Index: index, part.DueOn)))
            .OrderBy(entry => entry.DueOn.Number).ThenBy(entry => entry.Book.Arrangement.MadeAt).ThenBy(entry => entry.Book.Arrangement.Id, StringComparer.Ordinal)
            .ThenBy(entry => entry.Index);
        foreach (var (book, index, _) in parts)
        {
            left = book.Take(index, left);
        }
    }

    /// <summary>An arrangement while payments are gone through.</summary>
    private sealed class Book(Arrangement arrangement)
    {
        private readonly long[] _left = [.. arrangement.Parts.Select(part => part.Minor)];

        public Arrangement Arrangement => arrangement;

        public bool IsBroken { get; private set; }

        public long Take(int index, long minor)
        {
            var taken = Math.Min(_left[index], minor);
            _left[index] -= taken;
            return minor - taken;
        }

        public void Break(CivilDate today)
        {
            for (var i = 0; i < _left.Length && !IsBroken; i++)
            {
                var dueOn = arrangement.Parts[i].DueOn;
                IsBroken = _left[i] > 0 && dueOn < today && dueOn < arrangement.CancelledOn;
            }
        }

        public ArrangementView View(CivilDate today)
        {
            long left = 0;
            var next = CivilDate.MaxValue;
            for (var i = _left.Length - 1; i >= 0; i--)
            {
                left += _left[i];
                next = _left[i] > 0 ? arrangement.Parts[i].DueOn : next;
            }

            // The day of its cancellation is the last one on which it holds.
            var standing = IsBroken ? ArrangementStanding.Broken
                : left == 0 ? ArrangementStanding.Kept
                : arrangement.CancelledOn < today ? ArrangementStanding.Cancelled
                : ArrangementStanding.Running;
            return new ArrangementView(arrangement, standing, left, standing == ArrangementStanding.Running ? next : CivilDate.MaxValue)
            {
                // Parts are in the order of their days: the first that lacks something is the one that broke it.
                BrokenOn = IsBroken ? next.Plus(1) : null,
            };
        }
    }
}
