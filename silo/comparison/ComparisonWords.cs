using System.Globalization;
using NodaTime.Text;

namespace CreditRisk.Silo.Comparison;

/// <summary>A comparison's parts in words, as the terminal and the page have them.</summary>
internal static class ComparisonWords
{
    private const int HashDigits = 8;

    /// <summary>Which files of rules one side has that the other has not.</summary>
    /// <param name="files">The side's files.</param>
    /// <param name="others">The other side's files.</param>
    public static string Rules(IReadOnlyList<RuleFileView> files, IReadOnlyList<RuleFileView> others)
    {
        var own = files.Except(others).Select(file => $"{file.Kind} {file.Id}{(file.Version is { } version ? $" version {version}" : "")} ({file.Hash[..HashDigits]})").ToList();
        return own.Count == 0 ? "the same rules" : string.Join(", ", own);
    }

    /// <summary>What was replayed.</summary>
    public static string Input(ReplayedInput input) => input.Until is { } until
        ? $"{Number(input.Records)} records of {Number(input.Accounts)} accounts, up to {InstantPattern.General.Format(until)}"
        : "nothing to replay";

    /// <summary>What was left out, a line each.</summary>
    public static IEnumerable<string> Notes(ReplayedInput input)
    {
        if (input.Unreadable > 0)
        {
            yield return $"{Number(input.Unreadable)} records are no events and were left out";
        }

        if (input.LeftOut != default)
        {
            yield return $"{Number(input.LeftOut.Old)} records were refused or there twice under the old rules, {Number(input.LeftOut.New)} under the new ones";
        }

        if (input.CutAccounts > 0)
        {
            yield return $"{Number(input.CutAccounts)} accounts were left out: the beginning of their history is no longer kept";
        }
    }

    /// <summary>By how many days beginnings are apart that are on different days: the least, the median, the most.</summary>
    public static string Shifts(IReadOnlyList<ShiftCount> shifts)
    {
        var moved = shifts.Where(shift => shift.Days != 0).ToList();
        if (moved.Count == 0)
        {
            return "";
        }

        var (least, most) = (moved[0].Days, moved[^1].Days);
        return least == most ? Days(least) : $"{Days(least)} to {Days(most)}, median {Days(Median(moved))}";
    }

    /// <summary>A number of days with its sign.</summary>
    public static string Days(int days) => days.ToString("+0;-0;0", CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A decimal string with its thousands apart.</summary>
    public static string Money(string amount)
    {
        var whole = amount.Split('.')[0];
        return Int128.Parse(whole, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture) + amount[whole.Length..];
    }

    private static int Median(IReadOnlyList<ShiftCount> shifts)
    {
        var half = (shifts.Sum(shift => shift.Count) + 1) / 2;
        foreach (var shift in shifts)
        {
            half -= shift.Count;
            if (half <= 0)
            {
                return shift.Days;
            }
        }

        throw new InvalidOperationException("there are no shifts");
    }
}
