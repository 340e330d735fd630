using CreditRisk.Domain.Events;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Simulator;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Silo.Simulator;

/// <summary>A simulated portfolio over some years, decoded, without repeats: what the tests of behaviour look at.</summary>
internal sealed class SimulatedPortfolio
{
    /// <summary>After so many days everything about an invoice of a month has happened.</summary>
    public const int StoryDays = 130;

    public static readonly LocalDate Start = new(2026, 1, 1);
    public static readonly LocalDate End = Start.PlusMonths(30);

    private static readonly Lazy<SimulatedPortfolio> Shared = new(() => new SimulatedPortfolio(seed: 7, customers: 2_000));

    private SimulatedPortfolio(int seed, int customers)
    {
        Simulator = new PortfolioSimulator(new SimulatorOptions { Seed = seed, Customers = customers, Start = Start, Usage = false });
        Events = Decode(Simulator.EventsBetween(Start, End), Types).DistinctBy(one => one.Header.Id).ToList();
        ByAccount = Events.ToLookup(one => one.Header.Account);
        Truths = Enumerable.Range(1, customers).Select(Simulator.TruthOf).ToDictionary(truth => truth.Account);
        Invoices = InvoiceLife.Follow(Events);
    }

    /// <summary>2,000 customers over 30 months, seed 7, made once for all tests.</summary>
    public static SimulatedPortfolio Instance => Shared.Value;

    public PortfolioSimulator Simulator { get; }

    /// <summary>The types of events that occur.</summary>
    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    public List<AccountEvent> Events { get; }

    public ILookup<string, AccountEvent> ByAccount { get; }

    public Dictionary<string, CustomerTruth> Truths { get; }

    public List<InvoiceLife> Invoices { get; }

    /// <summary>The invoices of an archetype whose story is over.</summary>
    public IEnumerable<InvoiceLife> FinishedInvoicesOf(PayerArchetype archetype) =>
        FinishedInvoices.Where(invoice => Truths[invoice.Account].Archetype == archetype);

    /// <summary>The invoices whose story is over, cancelled ones left out.</summary>
    public IEnumerable<InvoiceLife> FinishedInvoices =>
        Invoices.Where(invoice => !invoice.IsCancelled && invoice.IssuedOn.ToLocalDate().PlusDays(StoryDays) < End);

    /// <summary>Whether an invoice was issued before its customer's habit changed, if it ever does.</summary>
    public bool IsBeforeTurn(InvoiceLife invoice) => Truths[invoice.Account].TurnsIn is not { } turns || invoice.IssuedOn.ToLocalDate() < turns;

    /// <summary>Decodes events, which must all be good, and notes their types if a set for them is given.</summary>
    public static IEnumerable<AccountEvent> Decode(IEnumerable<SimulatedEvent> events, HashSet<string>? types = null)
    {
        var decoder = new EventDecoder();
        foreach (var one in events)
        {
            var result = decoder.Decode(one.Json.Span);
            result.IsEvent.ShouldBeTrue($"{one.Type} of {one.Account}: {result.Refusal}");
            result.Event!.Header.Account.ShouldBe(one.Account);
            result.Event.Header.Time.ShouldBe(one.Time);
            types?.Add(one.Type);
            yield return result.Event;
        }
    }
}
