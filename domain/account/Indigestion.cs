using CreditRisk.Domain.Account.Evaluation;

namespace CreditRisk.Domain.Account;

/// <summary>Tells what the rules throw about one account and one record from what is about the program, and must stop it.</summary>
public static class Indigestion
{
    /// <summary>Whether a failure means that the account could not digest the record.</summary>
    public static bool Is(Exception failure) => failure is
        InvariantException or OverflowException or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException;

    /// <summary>The failure in one line, for a person.</summary>
    public static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";
}
