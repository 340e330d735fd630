using CreditRisk.Domain.Money;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>An item of a history, as the generator remembers it.</summary>
internal sealed record HistoryItem(string Id, long Minor, CivilDate Due, Instant Time);

/// <summary>Items, and what happens to them other than being paid.</summary>
internal sealed class HistoryItems(HistoryWriter writer)
{
    public HistoryItem Charge(CivilDate day, ItemKind kind)
    {
        var time = writer.Moment(day);
        var item = new HistoryItem(writer.NewItemId(), writer.Minor(), day.Plus(writer.Pick(HistorySettings.Terms)), time);
        var issued = writer.Chance(0.9) ? day : day.Plus(-writer.Between(1, 10));
        writer.Log(new ItemCharged(
            writer.Header(time), item.Id, kind, writer.Cash(item.Minor), issued, item.Due, MinimumDue: null, Lines: default));
        return item;
    }

    /// <summary>Whatever befalls an item, each with its own chance.</summary>
    public void Befall(HistoryItem item)
    {
        Maybe(HistorySettings.ChanceOfDispute, item, Dispute);
        Maybe(HistorySettings.ChanceOfDispute / 4, item, Dispute);
        Maybe(HistorySettings.ChanceOfDueDateChange, item, ChangeDueDate);
        Maybe(HistorySettings.ChanceOfCancellation, item, Cancel);
        Maybe(HistorySettings.ChanceOfCreditNote, item, NoteCredit);
        Maybe(HistorySettings.ChanceOfGivingUp, item, GiveUp);
    }

    private void Maybe(double chance, HistoryItem item, Action<HistoryItem> happens)
    {
        if (writer.Chance(chance))
        {
            happens(item);
        }
    }

    private void Dispute(HistoryItem item)
    {
        var id = writer.NewId("D");
        var opened = writer.Later(item.Time, 0, 60);
        var part = writer.Chance(0.5) ? writer.Amount(PartOf(item)) : (Amount?)null;
        writer.Log(new DisputeOpened(writer.Header(opened), id, item.Id, part, writer.DateOf(opened).Plus(30)));
        if (writer.Chance(0.8))
        {
            writer.Log(new DisputeClosed(writer.Header(writer.Later(opened, 0, 60)), id, Outcome: null));
        }
    }

    private void ChangeDueDate(HistoryItem item)
    {
        var time = item.Time;
        for (var changes = writer.Between(1, 3); changes > 0; changes--)
        {
            // Two statements of the same instant are told apart by source and id.
            time = time > item.Time && writer.Chance(0.15) ? time : writer.Later(time, 0, 40);
            var due = writer.Chance(0.7) ? writer.DateOf(time).Plus(writer.Between(-20, 30)) : item.Due.Plus(writer.Between(-5, 5));
            writer.Log(new DueDateChanged(writer.Header(time), item.Id, due));
        }
    }

    private void Cancel(HistoryItem item) =>
        writer.Log(new ItemCancelled(writer.Header(writer.Later(item.Time, 0, 70)), item.Id, Reason: null));

    private void NoteCredit(HistoryItem item)
    {
        var minor = writer.Chance(0.8) ? PartOf(item) : item.Minor + writer.Minor();
        var time = writer.Later(item.Time, 0, 60);
        writer.Log(new CreditGiven(writer.Header(time), writer.NewId("C"), IsCreditNote: true, writer.Cash(minor), item.Id, Reason: null));
    }

    private void GiveUp(HistoryItem item)
    {
        var time = writer.Later(item.Time, 10, 120);
        var minor = PartOf(item);
        if (writer.Chance(0.3))
        {
            writer.Log(new DebtMoved(writer.Header(time), item.Id, DebtMove.Transferred, writer.Amount(minor), "another"));
            return;
        }

        var logged = writer.Log(new DebtMoved(writer.Header(time), item.Id, DebtMove.WrittenOff, writer.Amount(minor), OtherAccount: null));
        if (writer.Chance(0.6))
        {
            // A recovery never comes before its write-off: without one there is nothing to take back.
            var recovered = writer.Chance(0.5) ? minor : writer.Between(1, (int)minor);
            writer.Log(
                new DebtMoved(writer.Header(writer.Later(time, 0, 60)), item.Id, DebtMove.Recovered, writer.Amount(recovered), OtherAccount: null),
                notBefore: logged);
        }
    }

    private long PartOf(HistoryItem item) => writer.Chance(0.5) ? item.Minor : writer.Between(1, (int)item.Minor);
}
