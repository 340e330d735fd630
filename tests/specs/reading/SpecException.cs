using CreditRisk.Domain.Policies.Files;

namespace CreditRisk.Tests.Specs.Reading;

/// <summary>A specification cannot be read: what was found and what was expected, and where.</summary>
internal sealed class SpecException(Mistake mistake) : Exception(mistake.ToString())
{
    public SpecException(string file, Position at, string message)
        : this(new Mistake(file, at.Line, at.Column, message))
    {
    }
}
