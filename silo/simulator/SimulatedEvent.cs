using NodaTime;

namespace CreditRisk.Silo.Simulator;

/// <summary>One event as a sender would send it.</summary>
/// <param name="Time">When it happened in the business.</param>
/// <param name="Account">The contract account, the record key.</param>
/// <param name="Type">The event type, which says the topic.</param>
/// <param name="Json">The CloudEvent in structured mode, UTF-8.</param>
public readonly record struct SimulatedEvent(Instant Time, string Account, string Type, ReadOnlyMemory<byte> Json);
