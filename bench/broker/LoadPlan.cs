namespace CreditRisk.Bench.Broker;

/// <summary>A steady load as it is planned: what comes late, also because the load itself is held up, counts as late.</summary>
/// <param name="Accounts">Whose events.</param>
/// <param name="First">The number of the first one in their business.</param>
/// <param name="Begin">When it is appended.</param>
/// <param name="Rate">Events per second.</param>
internal sealed record LoadPlan(Accounts Accounts, int First, DateTimeOffset Begin, int Rate)
{
    /// <summary>How long it lasts, seconds.</summary>
    public const int Seconds = 20;

    // What is appended in the first moments, while programs are compiled and connections made, is not timed.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private readonly Business _business = new(Accounts);

    /// <summary>How many events are due by now.</summary>
    public int DueBy(DateTimeOffset now) => Math.Min(Rate * Seconds, (int)((now - Begin).TotalSeconds * Rate));

    /// <summary>How long ago the event of a business time was due, or null for one that is not timed.</summary>
    public double? MillisecondsSince(DateTimeOffset businessTime)
    {
        if (_business.NumberAt(businessTime) is not { } number || number < First)
        {
            return null;
        }

        var due = Begin.AddSeconds((number - First) / (double)Rate);
        return due < Begin + WarmUp ? null : (TimeProvider.System.GetUtcNow() - due).TotalMilliseconds;
    }
}
