using Microsoft.AspNetCore.Connections;

namespace Orleans.Configuration;

/// <summary>What a silo's connections pass through.</summary>
public class SiloConnectionOptions
{
    /// <summary>Those that it opens to other silos.</summary>
    public void ConfigureSiloOutboundConnection(Action<IConnectionBuilder> configure) => throw Declarations.Only();

    /// <summary>Those that other silos open.</summary>
    public void ConfigureSiloInboundConnection(Action<IConnectionBuilder> configure) => throw Declarations.Only();

    /// <summary>Those that clients open.</summary>
    public void ConfigureGatewayInboundConnection(Action<IConnectionBuilder> configure) => throw Declarations.Only();
}

/// <summary>What a client's connections pass through.</summary>
public class ClientConnectionOptions
{
    /// <summary>All that it opens.</summary>
    public void ConfigureConnection(Action<IConnectionBuilder> configure) => throw Declarations.Only();
}
