using System.Globalization;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Tests.Properties;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>Names what an account has asked for, so that a story can answer it without knowing ids.</summary>
internal static class Requests
{
    /// <summary>What a field's value begins with that is not said, but known.</summary>
    public const string Mark = "?";

    /// <summary>The names of an approval, of a restoration, and of the number of the restriction that is wanted.</summary>
    public const string Approval = "approval", Restore = "restore", Want = "want";

    /// <summary>The id of the last thing of a name that was asked for; null where there is none. An id stands for itself.</summary>
    public static string? IdOf(AccountRun account, string name) => name == Want
        ? account.State.Restriction.Wants.ToString(CultureInfo.InvariantCulture)
        : name.Contains(':', StringComparison.Ordinal) ? name : account.Effects.Select(Of).LastOrDefault(request => request.Name == name).Id;

    /// <summary>The names of all that was asked for, for messages.</summary>
    public static string Names(AccountRun account) =>
        account.Effects.Select(effect => Of(effect).Name).Where(name => name.Length > 0).Distinct().ToArray() is { Length: > 0 } names ? string.Join(", ", names) : "nothing";

    private static (string Name, string? Id) Of(AccountEffect effect) => effect switch
    {
        RestrictionRequested command => (command.Action.Word(), command.CommandId),
        NotificationRequested notification => (notification.Template, notification.NotificationId),
        ApprovalRequested approval => (Approval, approval.ApprovalId),
        TaskMoved { Step: TaskStep.Opened } task => (task.Kind, task.TaskId),
        _ => ("", null),
    };
}
