namespace CreditRisk.Silo.Simulator;

/// <summary>The kinds of simulated customers; the comment says the share.</summary>
public enum CustomerKind : byte
{
    /// <summary>Supplied with electricity, or with gas and water (about 80 %).</summary>
    Household = 0,

    /// <summary>Supplied with electricity (about 15 %).</summary>
    Shop = 1,

    /// <summary>Supplied with much electricity, seasonal (about 4 %).</summary>
    Factory = 2,

    /// <summary>Buys goods on open account or for cash (about 1 %).</summary>
    Trade = 3,
}

/// <summary>How a simulated customer pays over the years; the comment says the share.</summary>
public enum PayerArchetype : byte
{
    /// <summary>By direct debit on the due date, or a few days before it (72 %).</summary>
    Prompt = 0,

    /// <summary>On the pay day after the due date, 1 to 10 days late (12 %).</summary>
    PayDay = 1,

    /// <summary>10 to 35 days late (7 %).</summary>
    Slow = 2,

    /// <summary>A part about the due date, the rest weeks later or never (3 %).</summary>
    Partial = 3,

    /// <summary>Two or three months' bills in one sum (2 %).</summary>
    Forgetful = 4,

    /// <summary>By direct debits that often bounce or fail, and then by hand (1.5 %).</summary>
    ShakyDebit = 5,

    /// <summary>Well at first; from some month on nothing any more (1.5 %).</summary>
    Defaulter = 6,

    /// <summary>Nothing for three to five months, then everything, and well until the next time (1 %).</summary>
    Recoverer = 7,
}

/// <summary>What the simulator knows of a customer and an observer does not: the truth that a score can be measured against.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Kind">What kind of customer.</param>
/// <param name="Archetype">How the customer pays.</param>
/// <param name="TurnsIn">
/// The first day of the month from whose bills on the customer pays differently: a defaulter stops, a good payer turns bad, a
/// recoverer's first spell begins; null where the habit never changes.
/// </param>
public sealed record CustomerTruth(string Account, CustomerKind Kind, PayerArchetype Archetype, NodaTime.LocalDate? TurnsIn);
