using CreditRisk.Storage.Contracts;

namespace CreditRisk.Storage.Commit;

/// <summary>What a batch changes in the portfolio's totals: summed in memory, to be written once for each key, in the order of the keys.</summary>
internal sealed class TotalSums
{
    private static readonly Comparison<TotalKey> KeyOrder = (left, right) =>
        left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind)
        : left.Scope != right.Scope ? string.CompareOrdinal(left.Scope, right.Scope)
        : left.Day.CompareTo(right.Day);

    private readonly Dictionary<TotalKey, (long Amount, long Count)> _sums = [];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _sums.Clear();

    /// <summary>Adds the changes of one account.</summary>
    /// <exception cref="StoreException">A sum leaves the range of 64 bits.</exception>
    public void Add(IReadOnlyList<TotalChange> changes)
    {
        for (var index = 0; index < changes.Count; index++)
        {
            var change = changes[index];
            _sums[change.Key] = Sum(change.Key, _sums.GetValueOrDefault(change.Key), (change.Amount, change.Count));
        }
    }

    /// <summary>What is to be written, in the order of the keys.</summary>
    public IReadOnlyList<TotalChange> Changes()
    {
        var keys = _sums.Keys.ToArray();
        Array.Sort(keys, KeyOrder);
        return [.. keys.Select(key => new TotalChange(key, _sums[key].Amount, _sums[key].Count)).Where(change => change is not { Amount: 0, Count: 0 })];
    }

    /// <summary>The sum of a total and a change of it.</summary>
    /// <exception cref="StoreException">It leaves the range of 64 bits.</exception>
    public static (long Amount, long Count) Sum(TotalKey key, (long Amount, long Count) left, (long Amount, long Count) right)
    {
        try
        {
            return (checked(left.Amount + right.Amount), checked(left.Count + right.Count));
        }
        catch (OverflowException failure)
        {
            throw new StoreException(
                $"The total {key.Kind} '{key.Scope}' {key.Day} leaves the range of 64 bits: {left} and {right}.", failure, StoreFailure.Content);
        }
    }
}
