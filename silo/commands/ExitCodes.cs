namespace CreditRisk.Silo.Commands;

/// <summary>What the program tells the shell. The codes are part of its interface: never reuse one.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It failed, or what was asked for is not there.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use, or wrong configuration.</summary>
    public const int WrongUse = 2;

    /// <summary>The store cannot be used.</summary>
    public const int StoreNotUsable = 3;

    /// <summary>Interrupted before it was done, as shells have it for SIGINT.</summary>
    public const int Interrupted = 130;
}
