namespace CreditRisk.Domain.Events;

/// <summary>The words that stand for enumerations in events and policy files.</summary>
public static class EventWords
{
    private static readonly string[] KeyEvents =
    [
        "none", "lawsuit", "insolvency", "legal-representative-change", "management-change", "responsible-person-change", "asset-sale",
        "collateral-transfer", "major-investment", "restructuring", "accident", "guarantee-given",
    ];

    private static readonly string[] Protections = ["none", "important", "hazardous", "vulnerable"];

    /// <summary>The word for a protection class.</summary>
    public static string Of(Protection protection) => Protections[(int)protection];

    /// <summary>The word for a kind of key event.</summary>
    public static string Of(KeyEventKind kind) => KeyEvents[(int)kind];

    /// <summary>The kind of key event of a word, or null; <c>none</c> is the absence of a case.</summary>
    public static KeyEventKind? FindKeyEvent(string word) => Array.IndexOf(KeyEvents, word) is >= 0 and var index ? (KeyEventKind)index : null;
}
