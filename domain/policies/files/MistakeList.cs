using System.Collections.Immutable;

namespace CreditRisk.Domain.Policies.Files;

/// <summary>Gathers what is wrong with one file, so that all of it is told at once.</summary>
/// <param name="file">The file's name.</param>
internal sealed class MistakeList(string file)
{
    private readonly List<Mistake> _mistakes = [];

    /// <summary>How many there are.</summary>
    public int Count => _mistakes.Count;

    /// <summary>Adds one.</summary>
    public void Add(Position at, string message) => _mistakes.Add(new Mistake(file, at.Line, at.Column, message));

    /// <summary>All of them by place; in the order of finding where the place is the same.</summary>
    public ImmutableArray<Mistake> InOrder() => [.. _mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];

    /// <summary>The value where nothing is wrong, else the mistakes. The value is only made where nothing is wrong.</summary>
    public Loaded<T> Conclude<T>(Func<T> value)
        where T : class => Count == 0 ? new Loaded<T>(value()) : new Loaded<T>(InOrder());
}
