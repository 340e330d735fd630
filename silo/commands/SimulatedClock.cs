using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>
/// The clock of a simulation: it says when it is there, and moves only when it is told to; what waits and measures takes real time. Thread-safe.
/// </summary>
/// <param name="start">When the simulation begins.</param>
internal sealed class SimulatedClock(Instant start) : TimeProvider
{
    private long _ticks = start.ToUnixTimeTicks();

    /// <summary>The simulated instant.</summary>
    public Instant Now => Instant.FromUnixTimeTicks(Interlocked.Read(ref _ticks));

    /// <summary>Moves the clock; it never goes back. For use by one thread.</summary>
    public void MoveTo(Instant instant)
    {
        if (instant > Now)
        {
            Interlocked.Exchange(ref _ticks, instant.ToUnixTimeTicks());
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
