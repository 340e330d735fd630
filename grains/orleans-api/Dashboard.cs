using Microsoft.AspNetCore.Routing;
using Orleans.Hosting;

namespace Orleans.Dashboard;

/// <summary>How the dashboard is.</summary>
public sealed class DashboardOptions;

/// <summary>Adds the dashboard.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>To a silo.</summary>
    public static ISiloBuilder AddDashboard(this ISiloBuilder siloBuilder, Action<DashboardOptions>? configureOptions = null) => throw Declarations.Only();

    /// <summary>To a client.</summary>
    public static IClientBuilder AddDashboard(this IClientBuilder clientBuilder, Action<DashboardOptions>? configureOptions = null) => throw Declarations.Only();

    /// <summary>Maps its pages.</summary>
    public static RouteGroupBuilder MapOrleansDashboard(this IEndpointRouteBuilder endpoints, string? routePrefix = null) => throw Declarations.Only();
}
