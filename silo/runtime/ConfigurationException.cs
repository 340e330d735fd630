namespace CreditRisk.Silo.Runtime;

/// <summary>The program cannot start as it is configured.</summary>
/// <param name="mistakes">One line a mistake: what is wrong and where.</param>
public sealed class ConfigurationException(IReadOnlyList<string> mistakes) : Exception(string.Join('\n', mistakes))
{
    /// <summary>One line a mistake.</summary>
    public IReadOnlyList<string> Mistakes { get; } = mistakes;
}
