using NodaTime;

namespace CreditRisk.Domain.Guards;

/// <summary>What may hold a stage or a restriction back. The numbers are sent: never reuse one.</summary>
public enum Guard : byte
{
    /// <summary>The customer is not registered.</summary>
    Registration = 0,

    /// <summary>A record could not be digested.</summary>
    Quarantine = 1,

    /// <summary>A dispute.</summary>
    Dispute = 2,

    /// <summary>A hold: an extension, the green channel, force majeure ...</summary>
    Hold = 3,

    /// <summary>A promise that is not due yet.</summary>
    Promise = 4,

    /// <summary>An instalment plan that is kept.</summary>
    Plan = 5,

    /// <summary>Too little is owed.</summary>
    TrivialDebt = 6,

    /// <summary>The law asks for more days past due.</summary>
    DaysOverdue = 7,

    /// <summary>No demand was served, or not long enough ago.</summary>
    ServedNotice = 8,

    /// <summary>A person must approve.</summary>
    Approval = 9,

    /// <summary>The calendar: working days and hours, protected periods, friendly hours.</summary>
    Calendar = 10,

    /// <summary>A failed restriction is with a person, or waits to be tried again.</summary>
    Failure = 11,

    /// <summary>Input is silent or lags: the figures may be old.</summary>
    StaleFeed = 12,

    /// <summary>So many leave in an hour of a region.</summary>
    RateCap = 13,

    /// <summary>The kill switch.</summary>
    KillSwitch = 14,

    /// <summary>Dry run.</summary>
    DryRun = 15,
}

/// <summary>Something that holds a stage or a restriction back.</summary>
/// <param name="Guard">What.</param>
/// <param name="Reason">Why, for a person.</param>
/// <param name="Until">When it ends by itself, or null where that is not known: something must happen.</param>
public sealed record Holdback(Guard Guard, string Reason, Instant? Until);

/// <summary>The guards' names in events and on screens.</summary>
public static class GuardNames
{
    private static readonly string[] Names =
    [
        "registration", "quarantine", "dispute", "hold", "promise", "plan", "trivial-debt", "days-overdue", "served-notice", "approval", "calendar", "failure",
        "stale-feed", "rate-cap", "kill-switch", "dry-run",
    ];

    /// <summary>The guard's name.</summary>
    public static string Name(this Guard guard) => Names[(int)guard];
}
