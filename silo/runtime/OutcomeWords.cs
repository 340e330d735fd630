using CreditRisk.Domain.Account;

namespace CreditRisk.Silo.Runtime;

/// <summary>What became of an event, in the words that senders are told.</summary>
public static class OutcomeWords
{
    /// <summary>It was applied.</summary>
    public const string Accepted = "accepted";

    /// <summary>It is known already.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>It is a dead letter.</summary>
    public const string Refused = "refused";

    /// <summary>The word for an outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Applied => Accepted,
        Outcome.Duplicate => Duplicate,
        _ => Refused,
    };
}
