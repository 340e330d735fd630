namespace CreditRisk.Ingest.Kafka;

/// <summary>Which topic an event type belongs to, by the contracts of <c>docs/events.md</c>.</summary>
public static class InputTopics
{
    private static readonly (string Prefix, string Topic)[] ByPrefix =
    [
        ("billing.", "billing"), ("payment.", "payments"), ("usage.", "usage"), ("meter.", "usage"),
        ("restriction.", "results"), ("notification.", "results"), ("approval.", "results"), ("task.", "results"),
    ];

    /// <summary>The topic of an event type: <c>customers</c> for all that is not money, use or a result.</summary>
    public static string Of(string type) => ByPrefix.FirstOrDefault(pair => type.StartsWith(pair.Prefix, StringComparison.Ordinal)).Topic ?? "customers";
}
