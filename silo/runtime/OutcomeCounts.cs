using CreditRisk.Domain.Account;

namespace CreditRisk.Silo.Runtime;

/// <summary>How many events of a type ended how.</summary>
/// <param name="Applied">Part of an account.</param>
/// <param name="Duplicate">Applied before.</param>
/// <param name="Refused">In the dead letters.</param>
public readonly record struct TypeCounts(long Applied, long Duplicate, long Refused)
{
    /// <summary>With one more.</summary>
    public TypeCounts With(Outcome outcome) => outcome switch
    {
        Outcome.Applied => this with { Applied = Applied + 1 },
        Outcome.Duplicate => this with { Duplicate = Duplicate + 1 },
        _ => this with { Refused = Refused + 1 },
    };

    /// <summary>Both together.</summary>
    public TypeCounts Plus(TypeCounts other) => new(Applied + other.Applied, Duplicate + other.Duplicate, Refused + other.Refused);
}

/// <summary>Counts outcomes by event type. Thread-safe.</summary>
public sealed class OutcomeCounts
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, TypeCounts> _byType = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public void Add(string type, Outcome outcome)
    {
        lock (_lock)
        {
            _byType[type] = _byType.GetValueOrDefault(type).With(outcome);
        }
    }

    /// <summary>A copy of the counts by type.</summary>
    public IReadOnlyDictionary<string, TypeCounts> ByType()
    {
        lock (_lock)
        {
            return new SortedDictionary<string, TypeCounts>(_byType, StringComparer.Ordinal);
        }
    }

    /// <summary>All types together.</summary>
    public TypeCounts All()
    {
        lock (_lock)
        {
            return _byType.Values.Aggregate(default(TypeCounts), (sum, counts) => sum.Plus(counts));
        }
    }
}
