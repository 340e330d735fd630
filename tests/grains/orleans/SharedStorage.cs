using System.Collections.Concurrent;
using CreditRisk.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace CreditRisk.Tests.Grains.Cluster;

/// <summary>Memory that outlives every silo of a test, and refuses what was written by who had not read the newest. It may lose writes, before or after they are stored.</summary>
internal sealed class SharedStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), (byte[] Bytes, string Etag)> _rows = new();
    private long _etag;

    /// <summary>What a write fails with before it is stored; null for not.</summary>
    public Func<Exception?> FailBefore { get; set; } = () => null;

    /// <summary>What a write fails with after it is stored; null for not.</summary>
    public Func<Exception?> FailAfter { get; set; } = () => null;

    /// <summary>How often something was stored.</summary>
    public int Writes { get; private set; }

    /// <summary>Gives a silo its view of the storage.</summary>
    public void AddTo(ISiloBuilder silo) => silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorage.Name, (services, _) => new View(this, services));

    private sealed class View(SharedStorage shared, IServiceProvider services) : IGrainStorage
    {
        // As grain storage of databases has it, so that what is stored can also be read there.
        private readonly IGrainStorageSerializer _serializer = services.GetRequiredService<IGrainStorageSerializer>();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            (grainState.State, grainState.ETag, grainState.RecordExists) = shared._rows.TryGetValue((stateName, grainId), out var row)
                ? (_serializer.Deserialize<T>(new BinaryData(row.Bytes))!, row.Etag, true)
                : (Activator.CreateInstance<T>(), null, false);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (shared.FailBefore() is { } lost)
            {
                throw lost;
            }

            var bytes = _serializer.Serialize(grainState.State).ToArray();
            lock (shared._rows)
            {
                var etag = shared._rows.TryGetValue((stateName, grainId), out var row) ? row.Etag : null;
                if (etag != grainState.ETag)
                {
                    throw new InconsistentStateException("somebody else has written", etag, grainState.ETag);
                }

                (shared._rows[(stateName, grainId)], shared.Writes) = ((bytes, $"{++shared._etag}"), shared.Writes + 1);
                if (shared.FailAfter() is { } unknown)
                {
                    throw unknown;
                }

                (grainState.ETag, grainState.RecordExists) = ($"{shared._etag}", true);
            }

            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException("no grain clears its state");
    }
}
