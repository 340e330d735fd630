namespace CreditRisk.Domain.Policies.Files;

/// <summary>What a file of rules is.</summary>
public enum RuleKind : byte
{
    /// <summary>A policy.</summary>
    Policy,

    /// <summary>Who gets which policy.</summary>
    Mapping,

    /// <summary>Prices of usage.</summary>
    Tariff,

    /// <summary>How behaviour becomes a grade.</summary>
    Scorecard,

    /// <summary>When regions work.</summary>
    Calendars,

    /// <summary>What the law asks for.</summary>
    Floors,
}

/// <summary>Which rules a file holds, and by what its content is known.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The name in it; the file's name without its ending where the kind has none (mapping, tariff, calendars, floors).</param>
/// <param name="Version">The version in it, 1 or more; 0 where the kind has none (mapping, tariff, calendars, floors).</param>
/// <param name="Hash">SHA-256 of the file's bytes: 64 small hexadecimal digits.</param>
public sealed record RuleStamp(RuleKind Kind, string Id, int Version, string Hash);
