using CreditRisk.Domain.Restrictions;
using NodaTime;

namespace CreditRisk.Domain.Account.Codec;

/// <summary>Encodes what is known of an account's restriction.</summary>
internal static class RestrictionCodec
{
    public static void Write(StateWriter writer, RestrictionState state)
    {
        writer.Byte((byte)state.InForce);
        writer.Instant(state.AsOf);
        writer.Byte(state.BeforeGuess is { } before ? (byte)(1 + (byte)before) : (byte)0);
        writer.Signed(state.Wants);
        writer.Signed(state.Failures);
        writer.Bool(state.IsEscalated);
        WriteOptional(writer, state.RetryAt);
        WriteOptional(writer, state.RestoreBy);
        writer.Bool(state.Wanted is not null);
        if (state.Wanted is { } wanted)
        {
            writer.Signed(wanted.Number);
            writer.Byte((byte)wanted.Level);
            writer.Instant(wanted.Since);
            WriteOptional(writer, wanted.ReadyAt);
            writer.Bool(wanted.HasLeave);
        }

        writer.Bool(state.InFlight is not null);
        if (state.InFlight is { } flight)
        {
            writer.Signed(flight.Number);
            writer.Byte((byte)flight.Action);
            writer.Byte((byte)flight.Phase);
            writer.Signed(flight.Attempt);
            writer.Instant(flight.SentAt);
            writer.Instant(flight.AnswerBy);
        }

        writer.Count(state.Past.Length);
        foreach (var past in state.Past)
        {
            writer.Signed(past.Number);
            writer.Byte((byte)past.Action);
        }
    }

    public static RestrictionState Read(ref StateReader reader)
    {
        var (inForce, asOf, before) = ((RestrictionLevel)reader.Byte(), reader.Instant(), reader.Byte());
        var state = new RestrictionState
        {
            InForce = inForce,
            AsOf = asOf,
            BeforeGuess = before == 0 ? null : (RestrictionLevel)(before - 1),
            Wants = reader.Signed(),
            Failures = reader.Int(),
            IsEscalated = reader.Bool(),
            RetryAt = ReadOptional(ref reader),
            RestoreBy = ReadOptional(ref reader),
        };
        var wanted = reader.Bool()
            ? new WantedRestriction(reader.Signed(), (RestrictionLevel)reader.Byte(), reader.Instant(), ReadOptional(ref reader), reader.Bool())
            : null;
        var flight = reader.Bool()
            ? new CommandInFlight(reader.Signed(), (RestrictionAction)reader.Byte(), (CommandPhase)reader.Byte(), reader.Int(), reader.Instant(), reader.Instant())
            : null;
        return state with { Wanted = wanted, InFlight = flight, Past = reader.Many(ReadPast) };
    }

    /// <summary>Writes an instant or null.</summary>
    public static void WriteOptional(StateWriter writer, Instant? at)
    {
        writer.Bool(at is not null);
        if (at is { } value)
        {
            writer.Instant(value);
        }
    }

    /// <summary>Reads an instant or null.</summary>
    public static Instant? ReadOptional(ref StateReader reader) => reader.Bool() ? reader.Instant() : null;

    private static PastCommand ReadPast(ref StateReader reader) => new(reader.Signed(), (RestrictionAction)reader.Byte());
}
