using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Shouldly;

namespace CreditRisk.Tests.Silo.Metrics;

/// <summary>A sample of an exposition.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A metric of an exposition with its samples.</summary>
internal sealed record Metric(string Name, string Type, string Help, IReadOnlyList<Sample> Samples);

/// <summary>
/// A strict reader of Prometheus' text format 0.0.4: it fails on anything that the format's description does not allow, on repeated metrics, series and labels, and on
/// histograms whose buckets do not add up.
/// </summary>
internal static partial class Exposition
{
    public static IReadOnlyDictionary<string, Metric> Parse(string text)
    {
        text.ShouldEndWith("\n", Case.Sensitive, "the last line must end with a line feed");
        var metrics = new Dictionary<string, Metric>(StringComparer.Ordinal);
        var samples = new List<Sample>();
        string? help = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } described)
            {
                help.ShouldBeNull(line);
                help = line;
                described.Groups["text"].Value.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\n", "", StringComparison.Ordinal).ShouldNotContain("\\");
            }
            else if (TypeLine().Match(line) is { Success: true } typed)
            {
                var name = typed.Groups["name"].Value;
                HelpLine().Match(help.ShouldNotBeNull(line)).Groups["name"].Value.ShouldBe(name);
                samples = [];
                metrics.TryAdd(name, new Metric(name, typed.Groups["type"].Value, HelpLine().Match(help!).Groups["text"].Value, samples)).ShouldBeTrue(line);
                help = null;
            }
            else
            {
                help.ShouldBeNull(line);
                samples.Add(ReadSample(line));
                Belongs(samples[^1].Name, metrics.Values.Last()).ShouldBeTrue($"{line} stands under {metrics.Keys.Last()}");
            }
        }

        foreach (var metric in metrics.Values)
        {
            Check(metric);
        }

        return metrics;
    }

    private static bool Belongs(string sample, Metric metric) => metric.Type == "histogram"
        ? sample == metric.Name + "_bucket" || sample == metric.Name + "_sum" || sample == metric.Name + "_count"
        : sample == metric.Name;

    private static void Check(Metric metric)
    {
        metric.Samples.Select(sample => sample.Name + Key(sample.Labels)).ShouldBeUnique();
        if (metric.Type == "counter")
        {
            metric.Name.ShouldEndWith("_total");
            metric.Samples.ShouldAllBe(sample => sample.Value >= 0);
        }

        if (metric.Type != "histogram")
        {
            return;
        }

        foreach (var series in metric.Samples.GroupBy(sample => Key(sample.Labels.Where(label => label.Key != "le"))))
        {
            var buckets = series.Where(sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var bounds = buckets.Select(bucket => Number(bucket.Labels["le"])).ToList();
            bounds.ShouldBe(bounds.Order());
            bounds[^1].ShouldBe(double.PositiveInfinity);
            buckets.Select(bucket => bucket.Value).ShouldBe(buckets.Select(bucket => bucket.Value).Order());
            series.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value.ShouldBe(buckets[^1].Value);
            series.Count(sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal)).ShouldBe(1);
        }
    }

    private static string Key(IEnumerable<KeyValuePair<string, string>> labels) =>
        string.Concat(labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"\0{label.Key}\0{label.Value}"));

    private static Sample ReadSample(string line)
    {
        var match = SampleLine().Match(line);
        match.Success.ShouldBeTrue($"'{line}' is no sample");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = match.Groups["label"].Captures;
        var values = match.Groups["text"].Captures;
        for (var i = 0; i < names.Count; i++)
        {
            labels.TryAdd(names[i].Value, Unescape(values[i].Value)).ShouldBeTrue(line);
        }

        return new Sample(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeLine();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<text>([^"\\]|\\["\\n])*)"(,(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<text>([^"\\]|\\["\\n])*)")*\})? (?<value>[+-]Inf|NaN|[+-]?[0-9.]+([eE][+-]?[0-9]+)?)$""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();
}
