using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CreditRisk.Silo.Metrics;

/// <summary>What a metric is, in the words of Prometheus.</summary>
internal enum FamilyKind
{
    /// <summary>Only rises.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>Counts measurements by size.</summary>
    Histogram,
}

/// <summary>One instrument with all its series.</summary>
internal sealed class Family
{
    // Tags with values that nobody bounded would fill the memory; what is beyond shows up as one series.
    private const int MostSeries = 1000;
    private const string Overflow = "overflow=\"true\"";

    // Of the times and sizes of most things; instruments that know better say so.
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly bool _isObserved;

    public Family(Instrument instrument)
    {
        Kind = KindOf(instrument);
        Name = Prometheus.Name(instrument.Name);
        if (Kind == FamilyKind.Counter && !Name.EndsWith("_total", StringComparison.Ordinal))
        {
            Name += "_total";
        }

        Help = instrument.Description ?? "";
        Bounds = Kind == FamilyKind.Histogram ? BoundsOf(instrument) : [];
        _isObserved = instrument.IsObservable;
    }

    public string Name { get; }

    public string Help { get; }

    public FamilyKind Kind { get; }

    public double[] Bounds { get; }

    /// <summary>The series in the order of their labels.</summary>
    public IEnumerable<(string Labels, Series Series)> All =>
        _series.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));

    /// <summary>Takes a measurement.</summary>
    public void Take(double measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags);
        switch (Kind)
        {
            case FamilyKind.Histogram:
                series.Observe(measurement);
                break;
            case FamilyKind.Counter when !_isObserved:
                series.Add(measurement);
                break;
            default:
                series.Set(measurement);
                break;
        }
    }

    /// <summary>Forgets what is asked for anew at each look, so that what is no longer told is no longer shown.</summary>
    public void BeginLook()
    {
        if (_isObserved)
        {
            _series.Clear();
        }
    }

    private Series Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Prometheus.Labels(tags);
        if (_series.TryGetValue(labels, out var series))
        {
            return series;
        }

        return _series.GetOrAdd(_series.Count < MostSeries ? labels : Overflow, static (_, bounds) => new Series(bounds), Bounds);
    }

    private static FamilyKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Histogram<>) ? FamilyKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? FamilyKind.Counter
            : FamilyKind.Gauge;
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        _ => DefaultBounds,
    };
}
