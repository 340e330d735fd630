using Orleans;

namespace CreditRisk.Cluster.Contracts;

/// <summary>What a person has decided on seeing an account: an event, which counts only if the account is still as it was seen.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.operator-command")]
public sealed class OperatorCommand
{
    /// <summary>The event, without a position.</summary>
    [Id(0)]
    public EncodedRecord Record { get; init; } = new();

    /// <summary>The version of the picture that the person saw; 0 for an account that is not there yet.</summary>
    [Id(1)]
    public long SeenVersion { get; init; }
}

/// <summary>What became of a command.</summary>
[GenerateSerializer]
[Immutable]
[Alias("creditrisk.command-answer")]
public sealed class CommandAnswer
{
    /// <summary>What became of the event; null where the account has changed since it was seen: then nothing was done, and the person is to look again.</summary>
    [Id(0)]
    public RecordAnswer? Answer { get; init; }

    /// <summary>Why nothing was taken, for the time being, for a person: the same command may be given again. Null where it was.</summary>
    [Id(1)]
    public string? Postponed { get; init; }
}
