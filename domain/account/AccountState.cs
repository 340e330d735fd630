using System.Collections.Immutable;
using CreditRisk.Domain.Desk;
using CreditRisk.Domain.Events;
using CreditRisk.Domain.Ladder;
using CreditRisk.Domain.Ledger;
using CreditRisk.Domain.Money;
using CreditRisk.Domain.Notices;
using CreditRisk.Domain.Policies;
using CreditRisk.Domain.Restrictions;
using CreditRisk.Domain.Score;
using CreditRisk.Domain.Time;
using CreditRisk.Domain.Usage;
using NodaTime;

namespace CreditRisk.Domain.Account;

/// <summary>A fact that names one which has not come yet.</summary>
/// <param name="For">What it waits for.</param>
/// <param name="Event">The fact.</param>
/// <param name="ReceivedOn">The day on which it was received.</param>
public sealed record WaitingFact(FactId For, AccountEvent Event, CivilDate ReceivedOn);

/// <summary>Civil time of an account.</summary>
/// <param name="Zone">The account's zone.</param>
/// <param name="Today">The civil date of the account's now.</param>
/// <param name="DayEnds">The start of the next day: until then <paramref name="Today"/> holds.</param>
public readonly record struct AccountClock(DateTimeZone Zone, CivilDate Today, Instant DayEnds)
{
    /// <summary>Before the first event.</summary>
    public static readonly AccountClock Unset = At(NodaConstants.UnixEpoch, DateTimeZone.Utc);

    /// <summary>The civil time of an instant in a zone.</summary>
    public static AccountClock At(Instant now, DateTimeZone zone)
    {
        var today = CivilDate.At(now, zone);
        return new AccountClock(zone, today, today.Plus(1).StartIn(zone));
    }
}

/// <summary>
/// All that is known of one account, as a value: immutable to everybody but the rules, which work on a copy of their own and hand it out when
/// it is whole. Whoever holds a state may keep it, encode it or throw it away.
/// </summary>
public sealed record AccountState
{
    /// <summary>Most facts that wait for others at a time.</summary>
    public const int MostWaiting = 32;

    /// <summary>Days for which a fact waits.</summary>
    public const int OrphanDays = 30;

    /// <summary>The account's id.</summary>
    public required string Id { get; init; }

    /// <summary>The greatest log timestamp seen.</summary>
    public Instant Now { get; internal set; }

    /// <summary>Civil time at <see cref="Now"/>.</summary>
    public AccountClock Clock { get; internal set; } = AccountClock.Unset;

    /// <summary>The day of the first event.</summary>
    public CivilDate OpenedOn { get; internal set; }

    /// <summary>Whether the customer was registered; provisional before: warned, never restricted.</summary>
    public bool Registered { get; internal set; }

    /// <summary>Whether the account is closed.</summary>
    public bool Closed { get; internal set; }

    /// <summary>Whether a record could not be digested: nothing irreversible may leave.</summary>
    public bool Quarantined { get; internal set; }

    /// <summary>Master data.</summary>
    public CustomerProfile Profile { get; internal set; } = CustomerProfile.Unknown;

    /// <summary>The account's one currency, or null before money was heard of.</summary>
    public Currency? Currency { get; internal set; }

    /// <summary>What is owed and paid.</summary>
    public AccountLedger Ledger { get; internal set; } = AccountLedger.Empty;

    /// <summary>Unbilled usage.</summary>
    public UsageBook Usage { get; internal set; } = UsageBook.Empty;

    /// <summary>The wallet, of prepaid accounts.</summary>
    public Wallet Wallet { get; internal set; } = Wallet.Empty;

    /// <summary>Where it stands on the ladder.</summary>
    public LadderState Ladder { get; internal set; } = LadderState.Start;

    /// <summary>The risk score.</summary>
    public ScoreState Score { get; internal set; } = ScoreState.Start;

    /// <summary>How far supply is restricted, and what is under way.</summary>
    public RestrictionState Restriction { get; internal set; } = RestrictionState.Start;

    /// <summary>Notifications of the active stages, in the order in which they were sent.</summary>
    public ImmutableArray<Notice> Notices { get; internal set; } = [];

    /// <summary>What is with persons.</summary>
    public DeskState Desk { get; internal set; } = DeskState.Start;

    /// <summary>Facts that wait for others, in order of arrival.</summary>
    public ImmutableArray<WaitingFact> Waiting { get; internal set; } = [];

    /// <summary>The window of event ids.</summary>
    public RecentIds Recent { get; internal set; } = RecentIds.Empty;

    /// <summary>Business ids ever used.</summary>
    public FactFilter Facts { get; internal set; } = FactFilter.Empty;

    /// <summary>Records applied so far.</summary>
    public long Records { get; internal set; }

    /// <summary>Effects sent so far.</summary>
    public long Effects { get; internal set; }

    /// <summary>The next day at whose start something may change while no record comes, or <see cref="CivilDate.MaxValue"/>.</summary>
    public CivilDate WakeOn { get; internal set; } = CivilDate.MaxValue;

    /// <summary>The next instant within a day at which something may change while no record comes, or <see cref="Instant.MaxValue"/>.</summary>
    public Instant AlarmAt { get; internal set; } = Instant.MaxValue;

    /// <summary>When time alone acts on it next: the start of <see cref="WakeOn"/>, <see cref="AlarmAt"/>, or an earlier change of its policy's version; else <see cref="Instant.MaxValue"/>.</summary>
    public Instant WakeAt { get; internal set; } = Instant.MaxValue;

    /// <summary>Decimals of the currency; 2 while it is not known.</summary>
    public int Decimals => Currency?.Decimals ?? 2;

    /// <summary>The state of an account at its first event.</summary>
    internal static AccountState Open(string id, Instant now, PolicyBook book)
    {
        var clock = AccountClock.At(now, book.DefaultZone);
        var state = new AccountState { Id = id, Now = now, Clock = clock, OpenedOn = clock.Today };
        state.SetWake(book);
        return state;
    }

    /// <summary>A copy for the rules to work on.</summary>
    internal AccountState Copy() => this with { };

    /// <summary>Moves the account's now; it never goes back.</summary>
    internal void MoveTo(Instant now)
    {
        Now = Instant.Max(Now, now);
        if (Now >= Clock.DayEnds)
        {
            Clock = AccountClock.At(Now, Clock.Zone);
        }
    }
}
