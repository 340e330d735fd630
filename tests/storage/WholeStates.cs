using CreditRisk.Actor;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Silo.Runtime;
using CreditRisk.Storage.Contracts;
using CreditRisk.Tests.Domain.Account;

namespace CreditRisk.Tests.Storage;

/// <summary>
/// Rows' states as they would be without archives: when an archive was made depends on which records came into one write, and says nothing about an account.
/// </summary>
internal static class WholeStates
{
    // The book names zones, which are not encoded: any will do.
    private static readonly StateCodec Codec = new(TestPolicies.Rules(TestPolicies.Usual).Book);

    /// <summary>The state with its positions, standing for itself.</summary>
    public static byte[] Of(StoredAccount row) => row.Archive.IsEmpty
        ? row.State.ToArray()
        : Positions.Unwrap(row.State.Span, out _).Wrap(StateCodec.Encode(Engine.Decode(Codec, row)));
}
