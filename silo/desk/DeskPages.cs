using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Time;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Desk;

/// <summary>Reads the lists of the desk for people: ranges of indexes, and of the accounts on the page what their states say.</summary>
/// <param name="reader">The store.</param>
/// <param name="rules">The rules of accounts.</param>
/// <param name="now">The present.</param>
public sealed class DeskPages(IAccountReader reader, AccountRules rules, Instant now)
{
    private readonly StateCodec _codec = new(rules.Book);
    private readonly CivilDate _today = CivilDate.At(now, rules.Book.DefaultZone);

    /// <summary>A page. Days are those of the zone of accounts whose own is not known.</summary>
    /// <exception cref="ArgumentException">There is no such list, or nothing can come after what is given.</exception>
    public DeskPage Read(DeskRequest request)
    {
        var after = request.After is null ? (DeskPlace?)null : DeskCursor.Parse(request.After) ?? throw new ArgumentException("after is not what a page before gave as next", nameof(request));
        if (request.List == DeskNames.Ready)
        {
            return ReadReady(request, after);
        }

        var query = Query(request) with { Unit = request.Unit, Manager = request.Manager, After = after, Most = request.Most };
        var entries = reader.Desk(query);
        var next = entries.Count < request.Most ? null : DeskPlace.Of(query.List, entries[^1]);
        var (from, to) = DaysOf(request);
        return new DeskPage(request.List, query.Currency, from?.ToString(), to?.ToString(), Lines(entries), next is { } place ? DeskCursor.Of(place) : null);
    }

    private DeskQuery Query(DeskRequest request)
    {
        var (from, to) = DaysOf(request);
        return request.List switch
        {
            DeskNames.Cuts => DeskQuery.CutsUpTo(to!.Value.Plus(1).StartIn(rules.Book.DefaultZone) - Duration.FromTicks(1)),
            DeskNames.Amounts => DeskQuery.Amounts(request.Currency ?? PortfolioView.Of(reader.Totals(), _today).Currency ?? ""),
            DeskNames.Ages => DeskQuery.Ages(),
            DeskNames.BrokenPromises => DeskQuery.BrokenSince(from ?? CivilDate.MinValue),
            DeskNames.Pauses => DeskQuery.PausesEnding(from!.Value, to!.Value),
            _ => throw new ArgumentException($"there is no list '{request.List}'; there are {string.Join(", ", DeskNames.All)}", nameof(request)),
        };
    }

    private (CivilDate? From, CivilDate? To) DaysOf(DeskRequest request) => request.List switch
    {
        DeskNames.Cuts => (null, request.To ?? _today.Plus(1)),
        DeskNames.BrokenPromises => (request.From, null),
        DeskNames.Pauses => (request.From ?? _today, request.To ?? request.From ?? _today),
        _ => (null, null),
    };

    private DeskPage ReadReady(DeskRequest request, DeskPlace? after)
    {
        var known = after is { } place ? new ReadyRestriction(place.Account, null, 0, Instant.FromUnixTimeTicks(place.Value)) : (ReadyRestriction?)null;
        var ready = reader.ReadyRestrictions(known, request.Most);
        var next = ready.Count < request.Most ? null : DeskCursor.Of(new DeskPlace(ready[^1].ReadyAt.ToUnixTimeTicks(), ready[^1].Account));
        var rows = reader.Load([.. ready.Select(one => one.Account)]);
        return new DeskPage(request.List, null, null, null, [.. rows.Where(row => row?.Desk?.ReadyAt is not null).Select(row => LineOf(row!, row!.Desk!))], next);
    }

    private List<DeskLine> Lines(IReadOnlyList<DeskEntry> entries)
    {
        var rows = reader.Load([.. entries.Select(entry => entry.Account)]);
        // What was on the list is shown as it stood there, also where the account has changed since.
        return [.. entries.Zip(rows).Where(pair => pair.Second is not null).Select(pair => LineOf(pair.Second!, pair.First.Row))];
    }

    private DeskLine LineOf(StoredAccount account, DeskRow row) => DeskLine.Of(rules, row, Engine.Decode(_codec, account));
}
