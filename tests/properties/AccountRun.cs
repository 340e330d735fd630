using System.Text;
using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Policies;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Tests.Oracle;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Properties;

/// <summary>One account on its way through a history, with all that came of it. Questions to its history are answered from what it applied.</summary>
internal sealed class AccountRun(AccountRules rules)
{
    private readonly StateCodec _codec = new(rules.Book);
    private readonly HistoryIndex _events = new();
    private readonly List<TimedRecord> _applied = [];
    private AccountState? _state;

    public AccountRules Rules => rules;

    public AccountState State => _state.ShouldNotBeNull();

    public bool IsOpened => _state is not null;

    public Figures Figures => rules.FiguresOf(State);

    public long[] Aged => Ageing.Of(State.Ledger, State.Clock.Today);

    /// <summary>The records that were applied: the account's history.</summary>
    public IReadOnlyList<TimedRecord> Applied => _applied;

    public List<AccountEffect> Effects { get; } = [];

    public IReadOnlyList<WarningEffect> Warnings => [.. Effects.OfType<WarningEffect>()];

    public List<LostFact> Lost { get; } = [];

    /// <summary>What came of the last input.</summary>
    public Step Last { get; private set; }

    /// <summary>How many events were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Runs through a whole history.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="history">The history.</param>
    /// <param name="look">Called after each record.</param>
    public static AccountRun Through(AccountRules rules, AccountHistory history, Action<AccountRun>? look = null)
    {
        var run = new AccountRun(rules);
        foreach (var record in history.Records)
        {
            run.Apply(record);
            look?.Invoke(run);
        }

        run.Advance(history.End);
        return run;
    }

    /// <summary>Applies a record. Returns whether it was applied.</summary>
    public bool Apply(TimedRecord record)
    {
        var e = record.Event;
        if (_state is { } state && state.WakeAt <= record.LoggedAt)
        {
            // What the account holds may change on the way: it must be there before its history is asked.
            Advance(record.LoggedAt);
        }

        var answer = AccountRules.Ask(_state, e) is { } question ? _events.Answer(e, question) : null;
        var step = rules.Apply(_state, e, record.LoggedAt, answer);
        Take(step);
        if (step.Outcome != Outcome.Applied)
        {
            Refused++;
            return false;
        }

        _applied.Add(record);
        _events.Add(e);
        return true;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(Instant now)
    {
        if (_state is not null)
        {
            Take(rules.Advance(_state, now));
        }
    }

    /// <summary>Marks the account, as when a record could not be digested; it is opened by that if it was not.</summary>
    public void Quarantine(string account, Instant loggedAt) => _state = rules.Quarantine(_state, account, loggedAt);

    /// <summary>Puts the account into bytes and takes it out again, as when it was evicted or the process ended.</summary>
    public void RoundTrip()
    {
        if (_state is not null)
        {
            _state = _codec.Decode(StateCodec.Encode(_state));
        }
    }

    /// <summary>The account as bytes.</summary>
    public byte[] Encoded() => StateCodec.Encode(State);

    /// <summary>All effects as they left. They are ASCII, so that the same text is the same bytes.</summary>
    public string[] Sent() => [.. Effects.Select(effect => Encoding.Latin1.GetString(EffectEncoder.Encode(effect).Body))];

    private void Take(Step step)
    {
        Last = step;
        _state = step.State;
        Effects.AddRange(step.Effects);
        Lost.AddRange(step.Lost);
    }
}
