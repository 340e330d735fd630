namespace CreditRisk.Tests.Oracle;

/// <summary>How generated histories look; chances are shares of 1. Everything that a history is made from by chance is set here.</summary>
internal static class HistorySettings
{
    public const int Days = 365;

    /// <summary>References come at most this long after what they name, well within the policies' reversal days.</summary>
    public const int LongestReference = 300;

    /// <summary>An event is logged at most this long after it happened.</summary>
    public const int LongestDelayDays = 20;

    public const double ChanceOfExactMidnight = 0.07;
    public const double ChanceOfNoRegistration = 0.08;
    public const double ChanceOfLateRegistration = 0.15;

    public const double ChanceOfAllocation = 0.5;
    public const double ChanceOfAllocationToUnknownItem = 0.04;
    public const double ChanceOfOverpayment = 0.08;
    public const double ChanceOfUnderpayment = 0.10;
    public const double ChanceOfPaidOn = 0.3;
    public const double ChanceOfInitiation = 0.25;
    public const double ChanceOfReturn = 0.12;
    public const double ChanceOfReturnOfNothing = 0.1;

    public const double ChanceOfDispute = 0.12;
    public const double ChanceOfDueDateChange = 0.10;
    public const double ChanceOfCancellation = 0.04;
    public const double ChanceOfCreditNote = 0.07;
    public const double ChanceOfGivingUp = 0.06;

    public const double ChanceOfHold = 0.3;
    public const double ChanceOfCase = 0.2;
    public const double ChanceOfOrphan = 0.05;

    /// <summary>The registered zones; the last one skips midnight when summer time begins.</summary>
    public static readonly (string Zone, string Currency)[] Zones =
    [
        ("UTC", "EUR"), ("Europe/Berlin", "EUR"), ("Asia/Shanghai", "CNY"), ("America/New_York", "USD"), ("America/Sao_Paulo", "BRL"),
    ];

    /// <summary>Days from the charge to the due date: some the same day, some already over.</summary>
    public static readonly int[] Terms = [0, 3, 7, 14, 14, 14, 30, 30, -1, -5, -25, -70];

    /// <summary>Minor units; few different ones, so that payments settle items exactly, and some about the electricity policy's floor.</summary>
    public static readonly long[] Amounts = [1000, 1000, 2000, 2500, 2500, 5000, 10000, 300, 500, 501];

    /// <summary>How likely an item is paid by its due date, is paid later, or (the rest) is never paid on its own.</summary>
    public static readonly (double InTime, double Late)[] Tempers = [(0.9, 0.1), (0.6, 0.3), (0.3, 0.5), (0.1, 0.3)];
}
