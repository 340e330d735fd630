using CreditRisk.Domain.Events;
using CreditRisk.Domain.Score;

namespace CreditRisk.Domain.Policies;

/// <summary>Holds while a case of one of these kinds is open; for <c>none</c>, while no case is open.</summary>
/// <param name="Kinds">A bit for each kind, <c>1 &lt;&lt; (int)kind</c>; bit 0 (<see cref="KeyEventKind.None"/>) asks for no open case.</param>
public sealed record KeyEventIs(int Kinds) : Condition
{
    private const int NoCase = 1 << (int)KeyEventKind.None;

    /// <inheritdoc/>
    public override bool Holds(in Figures figures) =>
        (figures.KeyEvents & Kinds) != 0 || ((Kinds & NoCase) != 0 && figures.KeyEvents == 0);

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures) => figures.Add(Figure.KeyEvent);

    /// <inheritdoc/>
    public override string ToString()
    {
        var kinds = Kinds;
        var words = Enum.GetValues<KeyEventKind>().Where(kind => (kinds & (1 << (int)kind)) != 0).Select(EventWords.Of).ToArray();
        return words.Length == 1 ? $"keyEvent == {words[0]}" : $"keyEvent in ({string.Join(", ", words)})";
    }
}

/// <summary>Holds while the grade is one of these.</summary>
/// <param name="Grades">A bit for each grade, <c>1 &lt;&lt; (int)grade</c>.</param>
public sealed record GradeIs(int Grades) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(in Figures figures) => (Grades & (1 << (int)figures.Grade)) != 0;

    /// <inheritdoc/>
    public override void AddFigures(ISet<Figure> figures) => figures.Add(Figure.Grade);

    /// <inheritdoc/>
    public override string ToString()
    {
        var grades = Grades;
        var words = Enum.GetValues<Grade>().Where(grade => (grades & (1 << (int)grade)) != 0).ToArray();
        return words.Length == 1 ? $"grade == {words[0]}" : $"grade in ({string.Join(", ", words)})";
    }
}
