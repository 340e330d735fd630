namespace CreditRisk.Bench.Broker;

/// <summary>
/// The business of a portfolio as one sequence of events, the same in every process: drawn accounts are billed and pay in turn. Its time runs with the events, as in a replay, so that accounts
/// stay as large as those of customers are: what is old is forgotten while new bills come.
/// </summary>
/// <param name="accounts">Whose business.</param>
internal sealed class Business(Accounts accounts)
{
    private const int OneLawsuitIn = 50;

    // A bill and its payment a month, for the average account.
    private static readonly TimeSpan BetweenEventsOfAnAccount = TimeSpan.FromDays(15);

    // Not at a whole second: what the calendar brings is told from what an event brings by its time.
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 8, 0, 0, 137, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private readonly bool[] _owes = new bool[accounts.Count];

    /// <summary>The number of the next event.</summary>
    public int Number { get; private set; }

    private TimeSpan Step => BetweenEventsOfAnAccount / accounts.Count;

    /// <summary>When an event happens, which is also the timestamp of its record.</summary>
    public DateTimeOffset At(int number) => DateTimeOffset.FromUnixTimeMilliseconds((Begin + (Step * number)).ToUnixTimeMilliseconds());

    /// <summary>Which event happens at a time, or null where none does.</summary>
    public int? NumberAt(DateTimeOffset time)
    {
        var number = (int)Math.Round((time - Begin) / Step);
        return At(number) == time ? number : null;
    }

    /// <summary>The first event of an account.</summary>
    public static byte[] Opening(int account) => BenchLines.Opening(account, Begin.AddHours(-1), "trade");

    /// <summary>Passes over bills and payments.</summary>
    public void Skip(int events)
    {
        for (var skipped = 0; skipped < events; skipped++)
        {
            _ = Draw();
        }
    }

    /// <summary>The next event: a bill, or the payment of the account's last one; or, so that some warn at once, now and then a lawsuit.</summary>
    public (int Account, DateTimeOffset Time, byte[] Body) Next(bool mayWarn)
    {
        var (number, time) = (Number, At(Number));
        if (mayWarn && number % OneLawsuitIn == 0)
        {
            var sued = accounts.Draw(_random);
            Number++;
            return (sued, time, BenchLines.Lawsuit(sued, number, time));
        }

        var account = Draw();
        return (account, time, _owes[account] ? BenchLines.Bill(account, number, time) : BenchLines.Payment(account, number, time));
    }

    private int Draw()
    {
        var account = accounts.Draw(_random);
        _owes[account] = !_owes[account];
        Number++;
        return account;
    }
}
