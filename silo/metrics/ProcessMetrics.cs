using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CreditRisk.Silo.Metrics;

/// <summary>What the process itself uses, under the names that dashboards know.</summary>
internal static class ProcessMetrics
{
    /// <summary>Adds the instruments to a meter.</summary>
    public static void AddTo(Meter meter)
    {
        var started = StartedAt();
        meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "CPU time used.");
        meter.CreateObservableGauge("process_resident_memory_bytes", static () => Environment.WorkingSet, "By", "Memory resident.");
        meter.CreateObservableGauge("process_start_time_seconds", () => started, "s", "When the process was started, since 1970.");
        meter.CreateObservableGauge("dotnet_heap_bytes", static () => GC.GetTotalMemory(forceFullCollection: false), "By", "Managed memory in use.");
        meter.CreateObservableCounter("dotnet_allocated_bytes_total", static () => GC.GetTotalAllocatedBytes(), "By", "Managed memory allocated.");
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, "{collection}", "Garbage collections, by generation.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds_total", static () => GC.GetTotalPauseDuration().TotalSeconds, "s", "Time that garbage collections held the process.");
        meter.CreateObservableGauge("dotnet_threadpool_threads", static () => ThreadPool.ThreadCount, "{thread}", "Threads of the pool.");
        meter.CreateObservableGauge("dotnet_threadpool_queued_items", static () => ThreadPool.PendingWorkItemCount, "{item}", "Work that waits for a thread of the pool.");
    }

    private static double StartedAt()
    {
        using var process = Process.GetCurrentProcess();
        return Math.Round((process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds, 3);
    }

    private static IEnumerable<Measurement<long>> Collections() => Enumerable.Range(0, GC.MaxGeneration + 1)
        .Select(generation => new Measurement<long>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));
}
