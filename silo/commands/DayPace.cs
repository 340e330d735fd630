using NodaTime;

namespace CreditRisk.Silo.Commands;

/// <summary>Lets a simulated day take its share of real time. What is late is not waited for; the days after it are not hurried to make up for it.</summary>
/// <param name="daysPerSecond">Simulated days per second; 0 for as fast as it goes.</param>
/// <param name="clock">The real clock.</param>
internal sealed class DayPace(double daysPerSecond, TimeProvider clock)
{
    // Shorter pauses are saved up: a timer is not more precise than that.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    private Instant _midnight;
    private long _begun;

    /// <summary>A day begins.</summary>
    public void Begin(Instant midnight)
    {
        _midnight = midnight;
        _begun = clock.GetTimestamp();
    }

    /// <summary>Waits until a simulated instant of the day has come.</summary>
    /// <returns>Whether there was something to wait for.</returns>
    public async ValueTask<bool> WaitForAsync(Instant instant, CancellationToken cancellation)
    {
        if (daysPerSecond <= 0)
        {
            return false;
        }

        var pause = TimeSpan.FromSeconds((instant - _midnight).TotalDays / daysPerSecond) - clock.GetElapsedTime(_begun);
        if (pause < ShortestPause)
        {
            return false;
        }

        await Task.Delay(pause, clock, cancellation);
        return true;
    }
}
