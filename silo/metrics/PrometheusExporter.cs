using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CreditRisk.Silo.Metrics;

/// <summary>
/// Shows instruments of <c>System.Diagnostics.Metrics</c> in Prometheus' text format 0.0.4: counters end in <c>_total</c>, histograms have the buckets that their instruments
/// advise, and the order is always the same. Thread-safe.
/// </summary>
public sealed class PrometheusExporter : IDisposable
{
    /// <summary>The content type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _rendering = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="isShown">Which instruments are shown. Of two with one name the first is.</param>
    public PrometheusExporter(Func<Instrument, bool> isShown)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isShown(instrument))
            {
                Publish(instrument, listener);
            }
        };
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((Family)state!).Take(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((Family)state!).Take((double)value, tags));
        _listener.Start();
    }

    /// <summary>All metrics as they are now.</summary>
    public string Render()
    {
        lock (_rendering)
        {
            List<Family> families;
            lock (_families)
            {
                families = [.. _families.Values];
            }

            families.ForEach(family => family.BeginLook());
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(16 * 1024);
            families.ForEach(family => Render(text, family));
            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        var family = new Family(instrument);
        lock (_families)
        {
            if (!_families.TryAdd(family.Name, family))
            {
                return;
            }
        }

        listener.EnableMeasurementEvents(instrument, family);
    }

    private static void Render(StringBuilder text, Family family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(Prometheus.Help(family.Help)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind switch
        {
            FamilyKind.Counter => "counter",
            FamilyKind.Gauge => "gauge",
            _ => "histogram",
        }).Append('\n');
        foreach (var (labels, series) in family.All)
        {
            var (value, counts) = series.Read();
            if (family.Kind == FamilyKind.Histogram)
            {
                RenderHistogram(text, family, labels, value, counts);
            }
            else
            {
                RenderSample(text, family.Name, labels, Prometheus.Number(value));
            }
        }
    }

    private static void RenderHistogram(StringBuilder text, Family family, string labels, double sum, long[] counts)
    {
        var before = labels.Length == 0 ? "" : labels + ",";
        long count = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            count += counts[i];
            var bound = i < family.Bounds.Length ? family.Bounds[i] : double.PositiveInfinity;
            RenderSample(text, family.Name + "_bucket", $"{before}le=\"{Prometheus.Number(bound)}\"", count.ToString(CultureInfo.InvariantCulture));
        }

        RenderSample(text, family.Name + "_sum", labels, Prometheus.Number(sum));
        RenderSample(text, family.Name + "_count", labels, count.ToString(CultureInfo.InvariantCulture));
    }

    private static void RenderSample(StringBuilder text, string name, string labels, string value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value).Append('\n');
    }
}
