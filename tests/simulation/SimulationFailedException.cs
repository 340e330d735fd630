namespace CreditRisk.Tests.Simulation;

/// <summary>Something came out of a simulation that must not.</summary>
internal sealed class SimulationFailedException(string message) : Exception(message);
