using System.Collections.Immutable;
using CreditRisk.Domain.Desk;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Notices;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes notifications, tasks and approvals.</summary>
internal static class DeskCodec
{
    public static void Write(StateWriter writer, ImmutableArray<Notice> notices)
    {
        writer.Count(notices.Length);
        foreach (var notice in notices)
        {
            writer.Signed(notice.Number);
            writer.Byte((byte)notice.Stage);
            writer.Signed(notice.Entry);
            writer.Text(notice.Template);
            writer.Signed(notice.Contact);
            writer.Instant(notice.SentAt);
            writer.Byte((byte)notice.Outcome);
            RestrictionCodec.WriteOptional(writer, notice.DeliveredAt);
            writer.OptionalText(notice.Evidence);
        }
    }

    public static Notice ReadNotice(ref StateReader reader) =>
        new(reader.Signed(), (Stage)reader.Byte(), reader.Int(), reader.Word(), reader.Int(), reader.Instant())
        {
            Outcome = (NoticeOutcome)reader.Byte(),
            DeliveredAt = RestrictionCodec.ReadOptional(ref reader),
            Evidence = reader.OptionalText(),
        };

    public static void Write(StateWriter writer, DeskState desk)
    {
        writer.Count(desk.Tasks.Length);
        foreach (var task in desk.Tasks)
        {
            writer.Signed(task.Number);
            writer.Text(task.Kind);
            writer.Text(task.About);
            writer.Text(task.Reason);
            writer.Instant(task.DueAt);
            writer.Signed(task.Escalations);
            writer.Bool(task.IsDone);
        }

        writer.Bool(desk.Approval is not null);
        if (desk.Approval is { } approval)
        {
            writer.Signed(approval.Number);
            writer.Byte((byte)approval.Stage);
            writer.Text(approval.Approver);
            writer.Signed(approval.Persons);
            writer.Instant(approval.DueAt);
            writer.OptionalText(approval.RefusedBy);
            writer.Count(approval.GrantedBy.Length);
            foreach (var person in approval.GrantedBy)
            {
                writer.Text(person);
            }
        }
    }

    public static DeskState Read(ref StateReader reader)
    {
        var tasks = reader.Many(ReadTask);
        return new DeskState { Tasks = tasks, Approval = reader.Bool() ? ReadApproval(ref reader) : null };
    }

    private static OpenTask ReadTask(ref StateReader reader) =>
        new(reader.Signed(), reader.Word(), reader.Text(), reader.Text(), reader.Instant(), reader.Int(), reader.Bool());

    private static Approval ReadApproval(ref StateReader reader)
    {
        var (number, stage, approver, persons, dueAt) = (reader.Signed(), (Stage)reader.Byte(), reader.Word(), reader.Int(), reader.Instant());
        var refusedBy = reader.OptionalText();
        return new Approval(number, stage, approver, persons, dueAt, reader.Many(ReadPerson), refusedBy);
    }

    private static string ReadPerson(ref StateReader reader) => reader.Text();
}
