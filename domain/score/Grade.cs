namespace CreditRisk.Domain.Score;

/// <summary>The grade of a customer by probability of default. The numbers are stored: never reuse one.</summary>
public enum Grade : byte
{
    /// <summary>Very likely to pay.</summary>
    A = 0,

    /// <summary>Likely to pay.</summary>
    B = 1,

    /// <summary>Doubtful.</summary>
    C = 2,

    /// <summary>Likely to default.</summary>
    D = 3,
}
