namespace CreditRisk.Silo.Comparison;

/// <summary>Adds up accounts that were run through two sets of rules. What it keeps grows with days, not with accounts. Not thread-safe.</summary>
/// <param name="mostAccounts">The most accounts whose differences are kept.</param>
internal sealed class ReplayTally(int mostAccounts)
{
    private readonly Dictionary<Subject, SubjectTally> _subjects = [];
    private readonly GravestAccounts _gravest = new(mostAccounts);

    /// <summary>Accounts that were compared.</summary>
    public long Accounts { get; private set; }

    /// <summary>Those of them for which anything differs.</summary>
    public long Different { get; private set; }

    /// <summary>Accounts of whose history the beginning is no longer kept: nothing can be said of them.</summary>
    public long Cut { get; private set; }

    /// <summary>Records of the accounts that were compared.</summary>
    public long Records { get; private set; }

    /// <summary>Records that the rules of a side refuse, or find to be there twice.</summary>
    public Sides LeftOut { get; private set; }

    /// <summary>Records that are no events.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The counts by subject, in order.</summary>
    public IEnumerable<KeyValuePair<Subject, SubjectTally>> Subjects =>
        _subjects.OrderBy(one => one.Key.Order).ThenBy(one => one.Key.Name, StringComparer.Ordinal);

    /// <summary>The accounts with the gravest differences, the gravest first.</summary>
    public IReadOnlyList<AccountDifference> Gravest => _gravest.All();

    /// <summary>Adds an account.</summary>
    public void Add(AccountComparison account)
    {
        Accounts++;
        Records += account.Records;
        LeftOut += account.LeftOut;
        foreach (var subject in account.Pairs.GroupBy(pair => pair.Subject))
        {
            TallyOf(subject.Key).Add([.. subject]);
        }

        if (account.IsDifferent)
        {
            Different++;
            _gravest.Add(AccountDifference.Of(account));
        }
    }

    /// <summary>Counts an account of whose history the beginning is no longer kept.</summary>
    public void AddCut() => Cut++;

    /// <summary>Counts records that are no events.</summary>
    public void AddUnreadable(long records) => Unreadable += records;

    /// <summary>Adds what another one counted.</summary>
    public void Add(ReplayTally other)
    {
        Accounts += other.Accounts;
        Different += other.Different;
        Cut += other.Cut;
        Records += other.Records;
        LeftOut += other.LeftOut;
        Unreadable += other.Unreadable;
        foreach (var (subject, tally) in other._subjects)
        {
            TallyOf(subject).Add(tally);
        }

        foreach (var account in other._gravest.All())
        {
            _gravest.Add(account);
        }
    }

    private SubjectTally TallyOf(Subject subject)
    {
        if (!_subjects.TryGetValue(subject, out var tally))
        {
            _subjects.Add(subject, tally = new SubjectTally());
        }

        return tally;
    }
}
