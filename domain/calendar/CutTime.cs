using NodaTime;

namespace CreditRisk.Domain.Calendar;

/// <summary>Why a calendar permits no cut. Of several reasons the first here is told. The numbers are to be stored and sent: never reuse one.</summary>
public enum CutHold : byte
{
    /// <summary>Whether the day after is a holiday is not known any more.</summary>
    UnknownHolidays = 0,

    /// <summary>A protected period, such as winter.</summary>
    ProtectedPeriod = 1,

    /// <summary>A holiday.</summary>
    Holiday = 2,

    /// <summary>A day of the week on which nobody works.</summary>
    DayOff = 3,

    /// <summary>Nobody could be reconnected on the day after.</summary>
    NoReconnection = 4,

    /// <summary>Not one of the hours in which a restriction may be executed.</summary>
    OutsideHours = 5,
}

/// <summary>Whether a restriction may be executed at some instant. The default is that it may.</summary>
public readonly record struct CutTime
{
    private CutTime(CutHold heldBy, string reason, Instant? until) => (HeldBy, Reason, Until) = (heldBy, reason, until);

    /// <summary>It may be executed.</summary>
    public static CutTime Permitted => default;

    /// <summary>What holds it back, or null where it is permitted.</summary>
    public CutHold? HeldBy { get; }

    /// <summary>Why it is held back, for a person; null where it is permitted.</summary>
    public string? Reason { get; }

    /// <summary>The first instant at which nothing of the calendar holds it back; null where it is permitted, and where no such instant is near enough to be searched for.</summary>
    public Instant? Until { get; }

    /// <summary>Whether it may be executed.</summary>
    public bool IsPermitted => HeldBy is null;

    /// <summary>It is held back.</summary>
    /// <param name="by">By what.</param>
    /// <param name="reason">Why, for a person.</param>
    /// <param name="until">The first instant at which it is not, or null.</param>
    public static CutTime Held(CutHold by, string reason, Instant? until) => new(by, reason, until);
}
