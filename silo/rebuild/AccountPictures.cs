using CreditRisk.Domain.Account;
using CreditRisk.Domain.Account.Codec;
using CreditRisk.Domain.Ladder;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Silo.Runtime;
using CreditRisk.Silo.Views;
using CreditRisk.Storage.Contracts;
using NodaTime;

namespace CreditRisk.Silo.Rebuild;

/// <summary>An account as it is shown: its view, why it stands where it stands, and what it was last told.</summary>
/// <param name="View">The figures.</param>
/// <param name="Warnings">Its newest warnings, the newest first.</param>
/// <param name="LastEvents">Its newest records, the newest first.</param>
/// <param name="LeftOut">Records that the present rules do not apply; none where the account is shown as it is stored.</param>
public sealed record AccountPicture(
    AccountView View, IReadOnlyList<WarningView> Warnings, IReadOnlyList<EventLine> LastEvents, IReadOnlyList<LeftOutRecord> LeftOut);

/// <summary>A record of an account's history in one line.</summary>
/// <param name="LoggedAt">When it was received.</param>
/// <param name="Type">The event type.</param>
/// <param name="Data">What it says, shortened.</param>
public sealed record EventLine(Instant LoggedAt, string Type, string Data);

/// <summary>Reads accounts for people, as they are stored or as they were.</summary>
/// <param name="reader">The store.</param>
/// <param name="rules">The rules of accounts.</param>
public sealed class AccountPictures(IAccountReader reader, AccountRules rules)
{
    private const int MostEvents = 10;
    private const int MostWarnings = 100;

    private readonly StateCodec _codec = new(rules.Book);

    /// <summary>An account as it is stored, or null.</summary>
    public AccountPicture? Stored(string account) => Load(account) is { } state
        ? new AccountPicture(
            AccountView.Of(rules, state),
            [.. reader.NewestEffects(MostWarnings, account).Where(IsWarning).Select(effect => WarningView.Of(effect.Body))],
            LastEvents(account, null),
            [])
        : null;

    /// <summary>An account as it was at an instant by the present rules, or null where it had no event yet.</summary>
    /// <exception cref="StoreException">The store is away, or does not keep the account's history from its beginning.</exception>
    public AccountPicture? At(string account, Instant time)
    {
        if (Load(account) is not { } stored)
        {
            return null;
        }

        var history = new StoredHistory(reader).Of(account, stored.Records, time);
        if (history.IsCut)
        {
            throw new StoreException(
                $"The account {account} cannot be shown as it was: its history is kept from record {history.First} on, and what it was before is not known.", null, StoreFailure.Content);
        }

        if (history.Records.Count == 0)
        {
            return null;
        }

        var derived = rules.Rederive(history.Records, time, stored);
        return new AccountPicture(
            AccountView.Of(rules, derived.State!),
            [.. derived.Warnings.Reverse().Take(MostWarnings).Select(ViewOf)],
            LastEvents(account, time),
            [.. history.Unreadable, .. derived.LeftOut]);
    }

    private static bool IsWarning(StoredEffect effect) => effect.Topic == WarningEncoder.Topic;

    private static WarningView ViewOf(WarningEffect warning) => WarningView.Of(WarningEncoder.Encode(warning));

    private AccountState? Load(string account) => reader.Load([account])[0] is { } row ? Engine.Decode(_codec, row) : null;

    private List<EventLine> LastEvents(string account, Instant? upTo) =>
    [
        .. reader.HistoryBackwards(account)
            .Where(record => !(record.LoggedAt > upTo))
            .Take(MostEvents)
            .Select(record => EventText.Of(record.LoggedAt, record.Body)),
    ];
}
