using System.Diagnostics.Metrics;
using CreditRisk.Silo.Metrics;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Silo.Metrics;

/// <summary>Instruments in Prometheus' text format.</summary>
public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests() => _exporter = new PrometheusExporter(instrument => ReferenceEquals(instrument.Meter, _meter));

    [Fact]
    public void The_text_is_exactly_this()
    {
        var counter = _meter.CreateCounter<long>("b.requests", null, "Requests\nof \\ all");
        counter.Add(2, Tag("kind", "b"));
        counter.Add(1, Tag("zone", "x"), Tag("kind", "a"));
        counter.Add(3, Tag("kind", "b"));
        _meter.CreateObservableGauge("a_size", () => 0.5, null, "Size.");
        var histogram = _meter.CreateHistogram<double>("c_seconds", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }, description: "Time.");
        histogram.Record(0.1);
        histogram.Record(0.25);
        histogram.Record(7);

        _exporter.Render().ShouldBe(
            """
            # HELP a_size Size.
            # TYPE a_size gauge
            a_size 0.5
            # HELP b_requests_total Requests\nof \\ all
            # TYPE b_requests_total counter
            b_requests_total{kind="a",zone="x"} 1
            b_requests_total{kind="b"} 5
            # HELP c_seconds Time.
            # TYPE c_seconds histogram
            c_seconds_bucket{le="0.1"} 1
            c_seconds_bucket{le="1"} 2
            c_seconds_bucket{le="+Inf"} 3
            c_seconds_sum 7.35
            c_seconds_count 3

            """);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quoted\" word")]
    [InlineData("back\\slash\\")]
    [InlineData("two\nlines\\n")]
    [InlineData("{a=\"b\"} 1")]
    [InlineData("Größe ✓")]
    [InlineData("")]
    public void Labels_survive_whatever_stands_in_them(string value)
    {
        _meter.CreateCounter<int>("things").Add(1, Tag("what", value));

        Exposition.Parse(_exporter.Render())["things_total"].Samples.ShouldHaveSingleItem().Labels["what"].ShouldBe(value);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-3.0, "-3")]
    [InlineData(9007199254740992.0, "9007199254740992")]
    [InlineData(1.5e300, "1.5E+300")]
    [InlineData(0.1, "0.1")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_are_written_as_the_format_has_them(double value, string expected)
    {
        _meter.CreateObservableGauge("value", () => value);

        _exporter.Render().ShouldContain($"\nvalue {expected}\n");
        Exposition.Parse(_exporter.Render())["value"].Samples[0].Value.ShouldBe(value);
    }

    [Fact]
    public void Names_are_made_valid()
    {
        _meter.CreateCounter<int>("9.what-ever/you want").Add(1, Tag("a.b-c", 1));

        _exporter.Render().ShouldContain("__what_ever_you_want_total{a_b_c=\"1\"} 1\n");
        Exposition.Parse(_exporter.Render());
    }

    [Fact]
    public void What_is_no_longer_told_is_no_longer_shown()
    {
        Measurement<int>[] told = [new(1, Tag("of", "a")), new(2, Tag("of", "b"))];
        _meter.CreateObservableGauge("told", () => told);
        Exposition.Parse(_exporter.Render())["told"].Samples.Count.ShouldBe(2);

        told = [new(3, Tag("of", "b"))];

        Exposition.Parse(_exporter.Render())["told"].Samples.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public void Counters_that_are_kept_elsewhere_are_not_added_up_again()
    {
        _meter.CreateObservableCounter("kept", () => 7L);
        _exporter.Render();

        Exposition.Parse(_exporter.Render())["kept_total"].Samples[0].Value.ShouldBe(7);
    }

    [Fact]
    public void Labels_without_bound_end_in_one_series()
    {
        var counter = _meter.CreateCounter<int>("of_each");
        for (var i = 0; i < 5000; i++)
        {
            counter.Add(1, Tag("customer", i));
        }

        var samples = Exposition.Parse(_exporter.Render())["of_each_total"].Samples;

        samples.Count.ShouldBe(1001);
        samples.Single(sample => sample.Labels.ContainsKey("overflow")).Value.ShouldBe(4000);
    }

    [Fact]
    public async Task Measurements_of_many_threads_are_all_counted()
    {
        var counter = _meter.CreateCounter<long>("hits");
        var histogram = _meter.CreateHistogram<long>("sizes");

        await Parallel.ForAsync(0, 10_000, (i, _) =>
        {
            counter.Add(1, Tag("of", i % 7));
            histogram.Record(i % 3);
            return ValueTask.CompletedTask;
        });

        var metrics = Exposition.Parse(_exporter.Render());
        metrics["hits_total"].Samples.Sum(sample => sample.Value).ShouldBe(10_000);
        metrics["sizes"].Samples.Single(sample => sample.Name == "sizes_count").Value.ShouldBe(10_000);
    }

    [Fact]
    public void Only_wanted_instruments_are_shown()
    {
        using var other = new Meter("test");
        other.CreateCounter<int>("others").Add(1);

        _exporter.Render().ShouldNotContain("others");
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
