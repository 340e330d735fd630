using NodaTime;

namespace CreditRisk.Domain.Effects;

/// <summary>Something that leaves an account: a warning, a command, a task ... The same sequence of records always gives the same effects.</summary>
public abstract record AccountEffect
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Counts the account's effects without a gap, from 1; the event's id is <c>account:number</c>.</summary>
    public required long Number { get; init; }

    /// <summary>When it was decided.</summary>
    public abstract Instant DecidedAt { get; }

    /// <summary>The id of the effect of an account that has such a number: of its event, and of the command, task, notification or approval that begins with it.</summary>
    public static string IdOf(string account, long number) => $"{account}:{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
