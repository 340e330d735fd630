using System.Net;

namespace Orleans.Configuration;

/// <summary>Which cluster it is.</summary>
public class ClusterOptions
{
    /// <summary>The cluster.</summary>
    public string ClusterId { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string ServiceId { get; set; } = "";
}

/// <summary>Where a silo is.</summary>
public class EndpointOptions
{
    /// <summary>The address by which others reach it.</summary>
    public IPAddress? AdvertisedIPAddress { get; set; }

    /// <summary>The port for silos.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port for clients.</summary>
    public int GatewayPort { get; set; }
}

/// <summary>How calls are made.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long an answer may take.</summary>
    public TimeSpan ResponseTimeout { get; set; }
}

/// <summary>How a silo calls.</summary>
public class SiloMessagingOptions : MessagingOptions;

/// <summary>How a client calls.</summary>
public class ClientMessagingOptions : MessagingOptions;

/// <summary>When grains leave memory.</summary>
public class GrainCollectionOptions
{
    /// <summary>How long after their last call.</summary>
    public TimeSpan CollectionAge { get; set; }
}

/// <summary>How silos find out who lives.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How long the answer to a probe may take at first.</summary>
    public TimeSpan ProbeTimeout { get; set; }

    /// <summary>How long it may take at most.</summary>
    public TimeSpan MaxProbeTimeout { get; set; }

    /// <summary>Probes without an answer after which a silo is suspected.</summary>
    public int NumMissedProbesLimit { get; set; }

    /// <summary>Silos that must suspect one before it is dead.</summary>
    public int NumVotesForDeathDeclaration { get; set; }

    /// <summary>How often the table is read.</summary>
    public TimeSpan TableRefreshTimeout { get; set; }

    /// <summary>How often a silo says in the table that it lives.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; }
}

/// <summary>How a client finds silos.</summary>
public class GatewayOptions
{
    /// <summary>How often it looks which there are.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; }
}
