using System.Collections.Immutable;
using CreditRisk.Domain.Guards;
using NodaTime;

namespace CreditRisk.Cluster.Brakes;

/// <summary>Between the brakes and what is stored and sent of them.</summary>
public static class BrakesContract
{
    /// <summary>The brakes without what has left.</summary>
    public static BrakesPicture Encode(Domain.Guards.Brakes brakes) => new()
    {
        Version = brakes.Version,
        KillSwitch = Encode(Brake.KillSwitch, brakes.KillSwitch.IsOn, null, brakes.KillSwitch.Note),
        DryRun = Encode(Brake.DryRun, brakes.DryRun.IsOn, null, brakes.DryRun.Note),
        Cap = Encode(Brake.RateCap, brakes.Cap.MostPerHour is not null, brakes.Cap.MostPerHour, brakes.Cap.Note),
        Journal = [.. brakes.Journal.Select(change => Encode(change.Brake, change.IsOn, change.MostPerHour, change.Note))],
    };

    /// <summary>What has left.</summary>
    public static TakenPicture Encode(HourlyCounts taken) => new()
    {
        UnknownUpTo = taken.UnknownUpTo,
        Counts = [.. taken.All.Select(count => new TakenCount { Hour = count.Hour, Region = count.Region, Count = count.Count })],
    };

    /// <summary>The brakes that were encoded.</summary>
    /// <exception cref="ArgumentException">There are no such brakes.</exception>
    public static Domain.Guards.Brakes Decode(BrakesPicture brakes, TakenPicture taken) => Domain.Guards.Brakes.Restore(
        brakes.Version,
        new BrakeSwitch(brakes.KillSwitch.IsOn, NoteOf(brakes.KillSwitch)),
        new BrakeSwitch(brakes.DryRun.IsOn, NoteOf(brakes.DryRun)),
        new RateCap(brakes.Cap.MostPerHour, NoteOf(brakes.Cap)),
        [.. brakes.Journal.Select((change, i) => new BrakeChange(
            brakes.Version - brakes.Journal.Length + 1 + i, (Brake)change.Brake, change.IsOn, change.MostPerHour, NoteOf(change) ?? throw new ArgumentException("a change has no reason", nameof(brakes))))],
        HourlyCounts.Restore(taken.Counts.Select(count => new HourCount(count.Hour, count.Region, count.Count)), taken.UnknownUpTo));

    private static BrakeSetting Encode(Brake brake, bool isOn, int? mostPerHour, BrakeNote? note) => new()
    {
        Brake = (byte)brake,
        IsOn = isOn,
        MostPerHour = mostPerHour,
        Reason = note?.Reason,
        Actor = note?.Actor,
        At = note?.At.ToUnixTimeTicks() ?? 0,
    };

    private static BrakeNote? NoteOf(BrakeSetting setting) =>
        setting is { Reason: { } reason, Actor: { } actor } ? new BrakeNote(reason, actor, Instant.FromUnixTimeTicks(setting.At)) : null;
}
