using System.Collections.Immutable;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Domain.Ladder;

/// <summary>One entry of a stage, from the warning that it raised until it is cleared or withdrawn.</summary>
public sealed record StageEntry
{
    /// <summary>The stage, notice or higher.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The episode in which it was entered; 0 where none was running.</summary>
    public required int Episode { get; init; }

    /// <summary>Counts the entries of this stage in the account's life, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When the condition became true in the business.</summary>
    public required Instant EffectiveAt { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant RaisedAt { get; init; }

    /// <summary>The account's day of <see cref="RaisedAt"/>, from which intervals run.</summary>
    public required CivilDate RaisedOn { get; init; }

    /// <summary>The policy that asked for it.</summary>
    public required string Policy { get; init; }

    /// <summary>That policy's version.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>The cases that were open then, a bit for each kind.</summary>
    public int KeyEvents { get; init; }

    /// <summary>Whether it was entered by the stage's direct condition.</summary>
    public bool Direct { get; init; }

    /// <summary>The bad mark that it recorded, or null.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether the account was listed publicly with it.</summary>
    public bool IsListed { get; init; }
}

/// <summary>Where an account stands on the ladder. Immutable.</summary>
public sealed record LadderState
{
    /// <summary>Good, never warned.</summary>
    public static readonly LadderState Start = new();

    /// <summary>Active entries in rising order of their stages, at most one a stage.</summary>
    public ImmutableArray<StageEntry> Active { get; init; } = [];

    /// <summary>The number of the running or last episode; 0 before the first.</summary>
    public int Episode { get; init; }

    /// <summary>Whether an episode is running.</summary>
    public bool EpisodeRunning { get; init; }

    /// <summary>Entries of each stage so far, by stage.</summary>
    public ImmutableArray<int> EntryCounts { get; init; } = [.. new int[StageNames.Count]];

    /// <summary>Bad marks recorded and not taken back.</summary>
    public int Marks { get; init; }

    /// <summary>The highest stage entered, or good.</summary>
    public Stage Stage => Active.IsEmpty ? Stage.Good : Active[^1].Stage;

    /// <summary>The active entry of a stage, or null.</summary>
    public StageEntry? EntryOf(Stage stage)
    {
        foreach (var entry in Active)
        {
            if (entry.Stage == stage)
            {
                return entry;
            }
        }

        return null;
    }
}
