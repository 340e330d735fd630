using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace CreditRisk.Cluster.Dashboard;

/// <summary>
/// Orleans' own dashboard: silos, grains, how often and how long they are called. It measures every call, which costs; so it is on only where that is asked for, in all members. Who may see it the application decides that it is mapped on.
/// </summary>
public sealed class ClusterDashboard
{
    private readonly List<Type> _services = [];
    private IServiceProvider? _provider;

    /// <summary>Has a silo measure.</summary>
    public void AddTo(ISiloBuilder silo)
    {
        silo.AddDashboard();
        Note(silo.Services);
    }

    /// <summary>Has a client ask the silos.</summary>
    public void AddTo(IClientBuilder client)
    {
        client.AddDashboard();
        Note(client.Services);
    }

    /// <summary>The member runs, and has what the pages ask.</summary>
    public void Serve(IServiceProvider provider) => _provider = provider;

    /// <summary>Gives an application the services that the pages ask for: those of the member.</summary>
    /// <exception cref="InvalidOperationException">The member does not run.</exception>
    public void Lend(IServiceCollection application)
    {
        var provider = _provider ?? throw new InvalidOperationException("the member does not run yet");
        foreach (var service in _services)
        {
            application.AddSingleton(service, _ => provider.GetRequiredService(service));
        }
    }

    /// <summary>Maps the pages below a path.</summary>
    public static void Map(IEndpointRouteBuilder application, string path) => application.MapOrleansDashboard(path);

    private void Note(IServiceCollection services) => _services.AddRange(services.Select(service => service.ServiceType).Where(type => type.Assembly == typeof(DashboardOptions).Assembly).Distinct());
}
