using NodaTime;
using Orleans;

namespace CreditRisk.Cluster.Sweep;

/// <summary>The grain round a <see cref="HorizonBook"/>.</summary>
public sealed class InputHorizonGrain : Grain, IInputHorizonGrain
{
    private readonly SweepServices _services;
    private readonly HorizonBook _book;

    /// <summary>Makes the grain. Orleans does.</summary>
    /// <param name="services">What the silo's grains of the sweep share.</param>
    public InputHorizonGrain(SweepServices services)
    {
        _services = services;
        _book = new HorizonBook(services.Now, services.Silence);
    }

    /// <inheritdoc/>
    public Task Report(HorizonReport report)
    {
        _book.Take(report, _services.Now);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<long?> UpTo() => Task.FromResult(_book.UpTo(_services.Now)?.ToUnixTimeTicks());
}
