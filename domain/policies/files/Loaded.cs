using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>What became of reading a file: its value, or everything that is wrong with it.</summary>
/// <typeparam name="T">What the file holds.</typeparam>
public sealed class Loaded<T>
    where T : class
{
    internal Loaded(T value)
    {
        Value = value;
        Mistakes = [];
    }

    internal Loaded(ImmutableArray<Mistake> mistakes) => Mistakes = mistakes;

    /// <summary>The value, or null where there are mistakes.</summary>
    public T? Value { get; }

    /// <summary>All mistakes by place; empty where there is a value.</summary>
    public ImmutableArray<Mistake> Mistakes { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The mistakes, one a line; <c>valid</c> without any.</summary>
    public override string ToString() => IsValid ? "valid" : string.Join('\n', Mistakes);
}
