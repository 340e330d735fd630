using NodaTime.Text;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Puts the files of a policy's versions in the order in which these are in force.</summary>
internal static class VersionOrder
{
    /// <summary>The timeline of a policy, or null where a file of it has mistakes or the versions do not follow each other.</summary>
    /// <param name="id">The policy.</param>
    /// <param name="files">What its files hold, in the order in which they are read.</param>
    /// <param name="mistakes">Where it is told what does not follow.</param>
    public static PolicyTimeline? Of(string id, IReadOnlyList<PolicyReading> files, List<Mistake> mistakes)
    {
        if (files.Any(file => !file.Policy.IsValid))
        {
            return null;
        }

        var before = mistakes.Count;
        var ordered = files.OrderBy(file => file.Terms.Version).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            Tell(id, ordered[i - 1], ordered[i], mistakes);
        }

        return mistakes.Count > before ? null : new PolicyTimeline([.. ordered.Select(file => file.Policy.Value!)]);
    }

    private static void Tell(string id, in PolicyReading earlier, in PolicyReading later, List<Mistake> mistakes)
    {
        var (before, after) = (earlier.Terms, later.Terms);
        if (before.Version == after.Version)
        {
            Add(later, later.VersionAt, $"version {after.Version} of policy '{id}' is in {earlier.File} already", mistakes);
        }
        else if (after.From is null)
        {
            Add(later, later.VersionAt, $"version {after.Version} of policy '{id}' must say 'from' when it takes the place of version {before.Version} in {earlier.File}", mistakes);
        }
        else if (before.From >= after.From)
        {
            Add(
                later,
                later.FromAt,
                $"version {after.Version} of policy '{id}' must come into force after version {before.Version} in {earlier.File}, which does at {InstantPattern.General.Format(before.From.Value)}",
                mistakes);
        }
    }

    private static void Add(in PolicyReading file, Position at, string message, List<Mistake> mistakes) => mistakes.Add(new Mistake(file.File, at.Line, at.Column, message));
}
