namespace CreditRisk.Domain.Account.Codec;

/// <summary>What becomes of an account's archive with a write.</summary>
public enum ArchiveStep
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>One is made of the state as it is now.</summary>
    Make,

    /// <summary>There is none any more.</summary>
    Drop,
}

/// <summary>
/// When an account's archive is made anew. Each write adds about one part to those that are written in full, so that over k writes they cost k/2 parts a write on average; making an archive of
/// n parts every k writes costs n/k a write. The sum is smallest at k = sqrt(2n). A write of an archive costs some parts beside what it holds, so that a few more are waited for.
/// </summary>
/// <param name="LeastParts">An account with fewer parts (see <see cref="ArchiveUse"/>) gets no archive, 1 or more; one that has an archive loses it at half as many, so that it does not come and go.</param>
public sealed record ArchiveRule(int LeastParts = ArchiveRule.UsualLeastParts)
{
    /// <summary>Up to here a row takes 2 KB, and the server replaces it whole for little.</summary>
    public const int UsualLeastParts = 32;

    /// <summary>What to do.</summary>
    /// <param name="use">How much the archive spares; an empty one spares nothing.</param>
    public ArchiveStep Decide(in ArchiveUse use)
    {
        var isThere = use.Archived > 0;
        if (use.All < (isThere ? Math.Max(1, LeastParts / 2) : LeastParts))
        {
            return isThere ? ArchiveStep.Drop : ArchiveStep.Keep;
        }

        long beyond = use.InFull - (LeastParts / 4);
        var isTooMuchInFull = beyond > 0 && beyond * beyond > 2L * use.All;
        var isMostGone = (use.All - use.InFull) * 2 < use.Archived;
        return isTooMuchInFull || isMostGone ? ArchiveStep.Make : ArchiveStep.Keep;
    }

    /// <summary>The archive that a state is to be written against.</summary>
    /// <param name="state">The state.</param>
    /// <param name="archive">The archive that its account has.</param>
    /// <returns>The same, a new one, or <see cref="StateArchive.Empty"/>.</returns>
    public StateArchive ArchiveFor(AccountState state, StateArchive archive) => Decide(archive.UseBy(state)) switch
    {
        ArchiveStep.Make => StateArchive.Of(state),
        ArchiveStep.Drop => StateArchive.Empty,
        _ => archive,
    };
}
