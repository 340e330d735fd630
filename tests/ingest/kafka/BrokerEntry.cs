namespace CreditRisk.Tests.Ingest.Kafka;

/// <summary>What this assembly does when it is started as a program: it is a broker.</summary>
internal static class BrokerEntry
{
    public static void Main(string[] arguments) => BrokerProgram.Run(arguments[1..]);
}
