namespace CreditRisk.Tests.Simulation;

/// <summary>A timer on the simulation's clock.</summary>
internal sealed class SimulatedTimer(SimulatedProcess? owner, Action run, DateTimeOffset due)
{
    public SimulatedProcess? Owner => owner;

    public DateTimeOffset Due => due;

    public bool IsStopped { get; private set; }

    public void Stop() => IsStopped = true;

    public void Fire()
    {
        // Stopped after it was due, and before its turn came.
        if (!IsStopped)
        {
            run();
        }
    }
}
