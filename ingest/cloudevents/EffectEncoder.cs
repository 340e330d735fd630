using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Restrictions;

namespace CreditRisk.Ingest.CloudEvents;

/// <summary>An effect as it leaves.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Type">The CloudEvents type.</param>
/// <param name="Body">The CloudEvent in structured mode.</param>
public readonly record struct EncodedEffect(string Topic, string Type, byte[] Body);

/// <summary>Writes effects as structured CloudEvents. The same effect always gives the same bytes.</summary>
public static class EffectEncoder
{
    /// <summary>The topics of what leaves.</summary>
    public const string Restrictions = "restrictions", Notifications = "notifications", Tasks = "tasks", Blacklist = "blacklist";

    /// <summary>All topics of what leaves.</summary>
    public static IReadOnlyList<string> Topics { get; } = [WarningEncoder.Topic, Restrictions, Notifications, Tasks, Blacklist];

    /// <summary>The event of an effect.</summary>
    /// <exception cref="ArgumentException">It is of a kind that has no contract.</exception>
    public static EncodedEffect Encode(AccountEffect effect) => effect switch
    {
        WarningEffect warning => new EncodedEffect(WarningEncoder.Topic, WarningEncoder.TypeOf(warning.Kind), WarningEncoder.Encode(warning)),
        RestrictionRequested command => Encode(command),
        RestrictionCancelled cancelled => Encode(cancelled),
        NotificationRequested notification => Encode(notification),
        TaskMoved task => Encode(task),
        ApprovalRequested approval => Encode(approval),
        ListingChanged listing => Encode(listing),
        _ => throw new ArgumentException($"{effect.GetType().Name} has no contract", nameof(effect)),
    };

    private static EncodedEffect Encode(RestrictionRequested command) => Of(command, Restrictions, "restriction.requested", json =>
    {
        json.WriteString("commandId", command.CommandId);
        json.WriteNumber("attempt", command.Attempt);
        json.WriteString("action", command.Action.Word());
        json.WriteStartArray("servicePoints");
        foreach (var point in command.ServicePoints)
        {
            json.WriteStartObject();
            json.WriteString("id", point.Id);
            json.WriteString("service", point.Service);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("reason", command.Reason);
        json.WriteString("deadline", OutgoingEvent.Text(command.Deadline));
        json.WriteString("stage", command.Stage.Name());
        json.WriteString("policy", command.Policy);
        json.WriteNumber("policyVersion", command.PolicyVersion);
    });

    private static EncodedEffect Encode(RestrictionCancelled cancelled) => Of(cancelled, Restrictions, "restriction.cancelled", json =>
    {
        json.WriteString("commandId", cancelled.CommandId);
        json.WriteString("action", cancelled.Action.Word());
        json.WriteString("reason", cancelled.Reason);
    });

    private static EncodedEffect Encode(NotificationRequested notification) => Of(notification, Notifications, "notification.requested", json =>
    {
        json.WriteString("notificationId", notification.NotificationId);
        json.WriteString("template", notification.Template);
        json.WriteString("channel", notification.Channel);
        if (notification.Language is { } language)
        {
            json.WriteString("language", language);
        }

        json.WriteString("recipient", notification.Recipient);
        json.WriteString("text", notification.Text);
        json.WriteString("stage", notification.Stage.Name());
    });

    private static EncodedEffect Encode(TaskMoved task)
    {
        var type = task.Step switch { TaskStep.Opened => "task.opened", TaskStep.Closed => "task.closed", _ => "task.escalated" };
        return Of(task, Tasks, type, json =>
        {
            json.WriteString("taskId", task.TaskId);
            json.WriteString("kind", task.Kind);
            if (task.Assignee is { } assignee)
            {
                json.WriteString("assignee", assignee);
            }

            json.WriteString("dueAt", OutgoingEvent.Text(task.DueAt));
            json.WriteString("reason", task.Reason);
        });
    }

    private static EncodedEffect Encode(ApprovalRequested approval) => Of(approval, Tasks, "approval.requested", json =>
    {
        json.WriteString("approvalId", approval.ApprovalId);
        json.WriteString("approver", approval.Approver);
        json.WriteNumber("persons", approval.Persons);
        json.WriteString("action", approval.Level.Word());
        json.WriteString("stage", approval.Stage.Name());
        json.WriteTexts("reasons", approval.Reasons);
        json.WriteString("dueAt", OutgoingEvent.Text(approval.DueAt));
    });

    private static EncodedEffect Encode(ListingChanged listing) => Of(listing, Blacklist, listing.IsListed ? "blacklist.listed" : "blacklist.delisted", json =>
    {
        json.WriteTexts("reasons", listing.Reasons);
        json.WriteString("since", OutgoingEvent.Text(listing.Since));
    });

    private static EncodedEffect Of(AccountEffect effect, string topic, string type, Action<System.Text.Json.Utf8JsonWriter> writeData) =>
        new(topic, type, OutgoingEvent.Write(effect, type, writeData));
}
