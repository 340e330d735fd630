using System.Text.Json.Serialization;
using CreditRisk.Domain.Policies.Files;
using NodaTime;

namespace CreditRisk.Silo.Comparison;

/// <summary>A file of rules as it is shown.</summary>
/// <param name="Kind">policy, mapping, tariff or scorecard.</param>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version, or null where the kind has none.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
public sealed record RuleFileView(string Kind, string Id, int? Version, string Hash)
{
    /// <summary>The view of a file.</summary>
    public static RuleFileView Of(RuleStamp stamp) => new(stamp.Kind.ToString().ToLowerInvariant(), stamp.Id, stamp.Version > 0 ? stamp.Version : null, stamp.Hash);
}

/// <summary>What was replayed.</summary>
/// <param name="Accounts">Accounts that were compared.</param>
/// <param name="Records">Their records.</param>
/// <param name="Until">The instant that time ran on to, or null where there was nothing to replay.</param>
/// <param name="Unreadable">Records that are no events, and were left out.</param>
/// <param name="LeftOut">Records that the rules of a side refuse, or find to be there twice.</param>
/// <param name="CutAccounts">Accounts that were left out, since the beginning of their history is no longer kept.</param>
public sealed record ReplayedInput(long Accounts, long Records, Instant? Until, long Unreadable, Sides LeftOut, long CutAccounts);

/// <summary>How many accounts there are on which side.</summary>
/// <param name="Old">Under the old rules.</param>
/// <param name="New">Under the new rules.</param>
/// <param name="Spared">Under the old rules and not under the new ones.</param>
/// <param name="Added">Under the new rules and not under the old ones.</param>
public sealed record AccountCounts(long Old, long New, long Spared, long Added);

/// <summary>How many beginnings there are on which side.</summary>
/// <param name="Old">Under the old rules.</param>
/// <param name="New">Under the new rules.</param>
/// <param name="OnlyOld">Under the old rules, without one that answers it under the new ones.</param>
/// <param name="OnlyNew">Under the new rules, without one that answers it under the old ones.</param>
/// <param name="SameDay">On the same day under both.</param>
/// <param name="Earlier">On an earlier day under the new rules.</param>
/// <param name="Later">On a later day under the new rules.</param>
/// <param name="Withdrawn">Those that were found to be wrong.</param>
public sealed record BeginningCounts(long Old, long New, long OnlyOld, long OnlyNew, long SameDay, long Earlier, long Later, Sides Withdrawn);

/// <summary>Beginnings with so many days between the old one and the new one.</summary>
/// <param name="Days">The days; negative where the new one is earlier.</param>
/// <param name="Count">How many.</param>
public sealed record ShiftCount(int Days, long Count);

/// <summary>The money of one currency at the beginnings; a debt counts at each. Amounts are decimal strings.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Old">Of all under the old rules.</param>
/// <param name="New">Of all under the new rules.</param>
/// <param name="OnlyOld">Of those under the old rules alone.</param>
/// <param name="OnlyNew">Of those under the new rules alone.</param>
public sealed record MoneyComparison(string Currency, MoneyView Old, MoneyView New, MoneyView OnlyOld, MoneyView OnlyNew);

/// <summary>A day on which something changes.</summary>
/// <param name="Day">The civil date.</param>
/// <param name="Begun">What begins.</param>
/// <param name="Active">What has begun by the end of the day and is not over.</param>
public sealed record DayCounts(string Day, Sides Begun, Sides Active);

/// <summary>One subject under both sets of rules.</summary>
/// <param name="Subject">What it is: a stage.</param>
/// <param name="Accounts">Accounts for which it began.</param>
/// <param name="Beginnings">How often it began.</param>
/// <param name="Shifts">By how many days beginnings are apart, where there are both; rising.</param>
/// <param name="Money">The money when it began, by currency.</param>
/// <param name="Days">The days on which something changes, rising.</param>
public sealed record SubjectComparison(
    string Subject,
    AccountCounts Accounts,
    BeginningCounts Beginnings,
    IReadOnlyList<ShiftCount> Shifts,
    IReadOnlyList<MoneyComparison> Money,
    IReadOnlyList<DayCounts> Days);

/// <summary>An account that fares differently.</summary>
/// <param name="Account">The account.</param>
/// <param name="Differences">What differs.</param>
public sealed record AccountDifferenceView(string Account, IReadOnlyList<DifferenceView> Differences)
{
    /// <summary>The gravest of the differences: what there is on one side only outweighs what is shifted, a higher stage a lower one.</summary>
    [JsonIgnore]
    public DifferenceView Gravest => Differences.LastOrDefault(difference => difference.ShiftDays is null) ?? Differences[^1];
}

/// <summary>What became of recorded events under two sets of rules.</summary>
/// <param name="Old">The files of the old rules.</param>
/// <param name="New">The files of the new rules.</param>
/// <param name="Input">What was replayed.</param>
/// <param name="Subjects">The stages, in order.</param>
/// <param name="DifferentAccounts">How many accounts fare differently.</param>
/// <param name="Accounts">Those of them with the gravest differences, the gravest first; not all where there are many.</param>
public sealed record ReplayComparison(
    IReadOnlyList<RuleFileView> Old,
    IReadOnlyList<RuleFileView> New,
    ReplayedInput Input,
    IReadOnlyList<SubjectComparison> Subjects,
    long DifferentAccounts,
    IReadOnlyList<AccountDifferenceView> Accounts);
