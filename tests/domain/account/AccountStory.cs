using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Evaluation;
using CreditRisk.Domain.Effects;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Time;
using NodaTime;
using Shouldly;

namespace CreditRisk.Tests.Domain.Account;

/// <summary>
/// The story of one account, told by hand. Instants are days since 2017-01-01 in UTC, with fractions: 5 is the start of day 5, 5.5 its
/// noon. Money is minor units of EUR. Questions to the history are answered from what was applied before.
/// </summary>
internal sealed partial class AccountStory(AccountRules rules)
{
    private readonly HistoryIndex _applied = new();
    private readonly List<WarningEffect> _warnings = [];
    private readonly List<AccountEffect> _effects = [];
    private readonly List<LostFact> _lost = [];
    private AccountState? _state;
    private int _events;

    public AccountStory()
        : this(TestPolicies.Usual)
    {
    }

    public AccountStory(Policy policy)
        : this(TestPolicies.Rules(policy))
    {
    }

    public static Currency Euro { get; } = Currency.Of("EUR");

    public AccountRules Rules => rules;

    /// <summary>The account; there is one once an event was applied.</summary>
    public AccountState State => _state.ShouldNotBeNull();

    public bool IsOpened => _state is not null;

    public AccountLedger Ledger => State.Ledger;

    public Figures Figures => rules.FiguresOf(State);

    public Stage Stage => AccountRules.StageOf(State);

    /// <summary>What came of the last event.</summary>
    public Step Last { get; private set; }

    /// <summary>All warnings so far.</summary>
    public IReadOnlyList<WarningEffect> Warnings => _warnings;

    /// <summary>Facts that were given up.</summary>
    public IReadOnlyList<LostFact> Lost => _lost;

    /// <summary>Ageing without its empty buckets, as <c>1-7: 100</c>.</summary>
    public string Aged => string.Join(", ", Ageing.Of(Ledger, State.Clock.Today).Zip(Ageing.Names)
        .Where(bucket => bucket.First != 0).Select(bucket => $"{bucket.Second}: {bucket.First}"));

    /// <summary>What is open of each item that is not settled, as <c>I1: 100</c>, in covering order.</summary>
    public string Open
    {
        get
        {
            var covers = new ItemCover[Ledger.Items.Length];
            _ = Coverage.Compute(Ledger, covers);
            return string.Join(", ", Ledger.Items.Zip(covers).Where(pair => pair.Second.Open != 0).Select(pair => $"{pair.First.Id}: {pair.Second.Open}"));
        }
    }

    /// <summary>The warnings so far, as <c>raised notice 1</c> with the entry's number.</summary>
    public string[] Told => [.. _warnings.Select(warning => $"{warning.Kind.ToString().ToLowerInvariant()} {warning.Stage.Name()} {warning.Entry}")];

    /// <summary>The warnings so far with the day on which they were decided, as <c>11 raised notice 1</c>.</summary>
    public string[] Dated => [.. _warnings.Zip(Told).Select(pair => $"{DayOf(pair.First.RaisedAt)} {pair.Second}")];

    public static CivilDate Day(int day) => CivilDate.Of(2017, 1, 1).Plus(day);

    public static Instant At(double days) => Instant.FromUtc(2017, 1, 1, 0, 0) + Duration.FromSeconds((long)Math.Round(days * 86_400));

    public static Allocation For(string itemId, long minor) => new(itemId, Amount.OfMinor(minor, Euro));

    /// <summary>Lets time pass.</summary>
    public AccountStory Until(double at)
    {
        Take(rules.Advance(State, At(at)));
        return this;
    }

    /// <summary>Logs an event: at its own time if nothing else is said. <see cref="Last"/> tells what came of it.</summary>
    public AccountStory Log(AccountEvent e, double? logged = null)
    {
        var loggedAt = logged is { } at ? At(at) : e.Header.Time;
        if (_state is not null && _state.WakeAt <= loggedAt)
        {
            Take(rules.Advance(_state, loggedAt));
        }

        var step = rules.Apply(_state, e, loggedAt, AccountRules.Ask(_state, e) is { } question ? _applied.Answer(e, question) : null);
        Last = step;
        Take(step);
        if (step.Outcome == Outcome.Applied)
        {
            _applied.Add(e);
        }

        return this;
    }

    /// <summary>Logs an event that must be applied.</summary>
    public AccountStory Applied(AccountEvent e, double? logged = null)
    {
        Log(e, logged).Last.Outcome.ShouldBe(Outcome.Applied, Last.Message);
        return this;
    }

    /// <summary>The last event was refused with this code, and nothing but the passing of time is seen of it.</summary>
    public AccountStory ShouldBeRefused(string reason)
    {
        Last.Outcome.ShouldBe(Outcome.Refused);
        Last.Reason.ShouldBe(reason);
        Last.Message.ShouldNotBeNullOrWhiteSpace();
        return this;
    }

    /// <summary>A new header; ids count up, so that later events stand later in business order.</summary>
    public EventHeader Header(double at, string source = "billing") => new(source, $"e{++_events:0000}", "account", At(at));

    private static double DayOf(Instant instant) => (instant - At(0)).TotalDays;

    private void Take(Step step)
    {
        _state = step.State;
        _warnings.AddRange(step.Warnings);
        _effects.AddRange(step.Effects);
        _lost.AddRange(step.Lost);
    }
}
