using System.Collections.Immutable;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>A record of an account's history.</summary>
/// <param name="Sequence">The account's own number of it, from 1.</param>
/// <param name="Event">The event.</param>
/// <param name="LoggedAt">Its log timestamp, as it was applied.</param>
public readonly record struct RecordedEvent(long Sequence, AccountEvent Event, Instant LoggedAt);

/// <summary>A record of the history that the present rules do not apply.</summary>
/// <param name="Sequence">The account's own number of it; 0 where it was time alone.</param>
/// <param name="Reason">A code of <see cref="RefusalCodes"/>, or <see cref="Rederivation.Duplicate"/>.</param>
/// <param name="Message">Why, for a person.</param>
public sealed record LeftOutRecord(long Sequence, string Reason, string Message);

/// <summary>What an account's history gives by the present rules.</summary>
/// <param name="State">The account; null where there is no history.</param>
/// <param name="Effects">What left on the way, in order: to explain the state, never to be sent again.</param>
/// <param name="LeftOut">Records that were not applied.</param>
public sealed record RederivedAccount(AccountState? State, ImmutableArray<AccountEffect> Effects, ImmutableArray<LeftOutRecord> LeftOut)
{
    /// <summary>The warnings among the effects.</summary>
    public ImmutableArray<WarningEffect> Warnings { get; } = [.. Effects.OfType<WarningEffect>()];

    /// <summary>Whether nothing threw: only then may the state take the place of another.</summary>
    public bool IsDigested => LeftOut.All(left => left.Reason != RefusalCodes.Indigestible);
}

/// <summary>Derives accounts again from what they were told.</summary>
public static class Rederivation
{
    /// <summary>Why a record was left out that the account finds to have applied before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Applies an account's history from its beginning and lets time pass up to an instant. What a record causes is told, not thrown.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="history">The account's records up to the instant, the oldest first.</param>
    /// <param name="upTo">The instant that the account is advanced to.</param>
    /// <param name="stored">The account as it is known, or null. One that was opened by a record that it could not digest is older than its history.</param>
    public static RederivedAccount Rederive(this AccountRules rules, IEnumerable<RecordedEvent> history, Instant upTo, AccountState? stored = null)
    {
        var rederiver = new Rederiver(rules, stored);
        foreach (var record in history)
        {
            rederiver.Apply(record);
        }

        return rederiver.Finish(upTo);
    }

    /// <summary>
    /// The derived account as it takes the place of the stored one: it has sent as many effects, since nothing is sent again; its next record gets
    /// the number after the last one of its history, whatever was left out; and its mark stays unless it is taken away.
    /// </summary>
    public static AccountState InPlaceOf(this AccountState derived, AccountState stored, bool endsQuarantine) => derived with
    {
        Records = stored.Records,
        Effects = stored.Effects,
        Quarantined = stored.Quarantined && !endsQuarantine,
    };

    /// <summary>The parts in which two accounts differ as they are encoded, by name.</summary>
    public static ImmutableArray<string> DifferingParts(AccountState left, AccountState right)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, write) in Parts)
        {
            if (!Encode(left, write).AsSpan().SequenceEqual(Encode(right, write)))
            {
                names.Add(name);
            }
        }

        return names.DrainToImmutable();
    }

    private static IEnumerable<(string Name, Action<StateWriter, AccountState> Write)> Parts =>
    [
        ("standing", WriteStanding),
        ("profile", (writer, state) => ProfileCodec.Write(writer, state.Profile)),
        ("ledger", (writer, state) => LedgerCodec.Write(writer, state.Ledger, StateArchive.Empty)),
        ("usage", (writer, state) => LineCodec.Write(writer, state.Usage)),
        ("wallet", (writer, state) => WalletCodec.Write(writer, state.Wallet)),
        ("ladder", (writer, state) => LadderCodec.Write(writer, state.Ladder)),
        ("score", (writer, state) => LadderCodec.Write(writer, state.Score)),
        ("waiting", WriteWaiting),
        ("ids", WriteIds),
        ("restriction and desk", LaterPartsCodec.Write),
    ];

    private static void WriteStanding(StateWriter writer, AccountState state)
    {
        writer.Bool(state.Registered);
        writer.Bool(state.Closed);
        writer.Bool(state.Quarantined);
        writer.OptionalText(state.Currency?.Code);
        writer.Instant(state.Now);
        writer.Date(state.OpenedOn);
        writer.Signed(state.Records);
        writer.Signed(state.Effects);
        writer.Date(state.WakeOn);
    }

    private static void WriteWaiting(StateWriter writer, AccountState state)
    {
        foreach (var waiting in state.Waiting)
        {
            WaitingCodec.Write(writer, waiting);
        }
    }

    private static void WriteIds(StateWriter writer, AccountState state)
    {
        IdsCodec.Write(writer, state.Recent);
        IdsCodec.Write(writer, state.Facts, StateArchive.Empty);
    }

    private static byte[] Encode(AccountState state, Action<StateWriter, AccountState> write)
    {
        var writer = StateWriter.Begin();
        write(writer, state);
        return writer.Written.ToArray();
    }

    /// <summary>One account on its way from its first record to the present.</summary>
    private sealed class Rederiver(AccountRules rules, AccountState? stored)
    {
        private readonly ImmutableArray<AccountEffect>.Builder _effects = ImmutableArray.CreateBuilder<AccountEffect>();
        private readonly ImmutableArray<LeftOutRecord>.Builder _leftOut = ImmutableArray.CreateBuilder<LeftOutRecord>();
        // The history of an account at any record is what came before it.
        private readonly HistoryIndex _applied = new();

        // The state of an account that a record opened which it could not digest; for all others a first record makes one of the same day.
        private AccountState? _state = stored is null
            ? null
            : AccountState.Open(stored.Id, stored.OpenedOn.StartIn(rules.Book.DefaultZone), rules.Book);

        public void Apply(in RecordedEvent record)
        {
            try
            {
                Take(record);
            }
            catch (Exception indigestible) when (Indigestion.Is(indigestible))
            {
                LeaveOut(record.Sequence, RefusalCodes.Indigestible, Indigestion.Describe(indigestible));
            }
        }

        public RederivedAccount Finish(Instant upTo)
        {
            try
            {
                if (_state is not null)
                {
                    var step = rules.Advance(_state, upTo);
                    _state = step.State;
                    _effects.AddRange(step.Effects);
                }
            }
            catch (Exception indigestible) when (Indigestion.Is(indigestible))
            {
                LeaveOut(0, RefusalCodes.Indigestible, Indigestion.Describe(indigestible));
            }

            return new RederivedAccount(_state, _effects.DrainToImmutable(), _leftOut.DrainToImmutable());
        }

        private void Take(in RecordedEvent record)
        {
            var @event = record.Event;
            if (_state is not null)
            {
                var passed = rules.Advance(_state, record.LoggedAt);
                _state = passed.State;
                _effects.AddRange(passed.Effects);
            }

            var answer = AccountRules.Ask(_state, @event) is { } question ? _applied.Answer(@event, question) : null;
            var step = rules.Apply(_state, @event, record.LoggedAt, answer);
            _state = step.State;
            _effects.AddRange(step.Effects);
            if (step.Outcome != Outcome.Applied)
            {
                LeaveOut(record.Sequence, step.Reason ?? Duplicate, step.Message ?? "an earlier record has the same source and id");
                return;
            }

            _applied.Add(@event);
        }

        private void LeaveOut(long sequence, string reason, string message) => _leftOut.Add(new LeftOutRecord(sequence, reason, message));
    }
}
