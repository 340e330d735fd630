namespace CreditRisk.Bench.Broker;

/// <summary>Which accounts events belong to.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="IsSkewed">Whether one in a hundred makes half of the events; else all are alike.</param>
internal sealed record Accounts(int Count, bool IsSkewed)
{
    private const int Hundredth = 100;

    /// <summary>What it is called.</summary>
    public string Name => $"{Count}-{(IsSkewed ? "skewed" : "uniform")}";

    /// <summary>Draws one.</summary>
    public int Draw(Random random) => random.Next(IsSkewed && random.Next(2) == 0 ? Count / Hundredth : Count);
}
