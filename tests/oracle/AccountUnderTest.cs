namespace CreditRisk.Tests.Oracle;

/// <summary>Opens the account that is compared with the oracle.</summary>
internal static class AccountUnderTest
{
    /// <summary>A new account under a policy.</summary>
    /// <exception cref="NotSupportedException">Always: the adapter over the domain's account is not written yet.</exception>
    public static IAccountUnderTest Open(OraclePolicy policy) =>
        throw new NotSupportedException($"no account of the domain is adapted to the policy {policy} yet");
}
