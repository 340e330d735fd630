using CreditRisk.Domain.Time;
using NodaTime;
using Shouldly;
using Xunit;

namespace CreditRisk.Tests.Domain.Time;

public sealed class CivilDateTests
{
    private static readonly DateTimeZone SaoPaulo = DateTimeZoneProviders.Tzdb["America/Sao_Paulo"];
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData(1970, 1, 1, 0)]
    [InlineData(1970, 1, 2, 1)]
    [InlineData(1969, 12, 31, -1)]
    [InlineData(2000, 2, 29, 11_016)]
    [InlineData(1900, 3, 1, -25_508)]
    public void It_counts_days_since_1970(int year, int month, int day, int number)
    {
        CivilDate.Of(year, month, day).Number.ShouldBe(number);
        new CivilDate(number).ToLocalDate().ShouldBe(new LocalDate(year, month, day));
    }

    [Fact]
    public void There_are_no_days_that_the_calendar_has_not()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => CivilDate.Of(2017, 2, 29));
        Should.Throw<ArgumentOutOfRangeException>(() => CivilDate.Of(2017, 13, 1));
    }

    [Fact]
    public void Its_range_is_that_of_four_digit_years()
    {
        CivilDate.MinValue.ToString().ShouldBe("0001-01-01");
        CivilDate.MaxValue.ToString().ShouldBe("9999-12-31");
    }

    [Fact]
    public void Days_are_added_subtracted_and_compared()
    {
        var date = CivilDate.Of(2016, 2, 28);

        date.Plus(2).ShouldBe(CivilDate.Of(2016, 3, 1));
        date.Plus(-59).ShouldBe(CivilDate.Of(2015, 12, 31));
        (CivilDate.Of(2017, 1, 1) - CivilDate.Of(2016, 1, 1)).ShouldBe(366);
        (date < date.Plus(1)).ShouldBeTrue();
        (date > date.Plus(1)).ShouldBeFalse();
        (date <= date.Plus(0) && date >= date.Plus(0)).ShouldBeTrue();
        date.CompareTo(date.Plus(-1)).ShouldBePositive();
        date.ToString().ShouldBe("2016-02-28");
    }

    [Theory]
    [InlineData(2017, 7, 1, 21, 59, 59, "2017-07-01")]
    [InlineData(2017, 7, 1, 22, 0, 0, "2017-07-02")]
    [InlineData(2017, 1, 1, 22, 59, 59, "2017-01-01")]
    [InlineData(2017, 1, 1, 23, 0, 0, "2017-01-02")]
    [InlineData(1969, 12, 31, 22, 59, 59, "1969-12-31")]
    [InlineData(1969, 12, 31, 23, 0, 0, "1970-01-01")]
    [InlineData(1901, 6, 30, 12, 0, 0, "1901-06-30")]
    public void The_date_of_an_instant_is_that_of_the_zone(int year, int month, int day, int hour, int minute, int second, string expected) =>
        CivilDate.At(Instant.FromUtc(year, month, day, hour, minute, second), Berlin).ToString().ShouldBe(expected);

    [Fact]
    public void A_fraction_of_a_second_before_midnight_is_still_the_day_before_also_before_1970()
    {
        CivilDate.At(Instant.FromUtc(2017, 1, 2, 0, 0) - Duration.Epsilon, DateTimeZone.Utc).ShouldBe(CivilDate.Of(2017, 1, 1));
        CivilDate.At(Instant.FromUtc(1960, 1, 2, 0, 0) - Duration.Epsilon, DateTimeZone.Utc).ShouldBe(CivilDate.Of(1960, 1, 1));
        CivilDate.At(Instant.FromUtc(1960, 1, 2, 0, 0), DateTimeZone.Utc).ShouldBe(CivilDate.Of(1960, 1, 2));
    }

    [Fact]
    public void Where_clocks_skip_midnight_the_day_begins_at_one()
    {
        // Summer time began in Sao Paulo on 2016-10-16: 00:00 of that day did not exist.
        var start = CivilDate.Of(2016, 10, 16).StartIn(SaoPaulo);

        start.ShouldBe(Instant.FromUtc(2016, 10, 16, 3, 0));
        CivilDate.At(start, SaoPaulo).ShouldBe(CivilDate.Of(2016, 10, 16));
        CivilDate.At(start - Duration.Epsilon, SaoPaulo).ShouldBe(CivilDate.Of(2016, 10, 15));
    }

    [Fact]
    public void Where_midnight_comes_twice_the_day_is_the_earlier_one_until_the_second()
    {
        // Summer time ended in Sao Paulo at 24:00 of 2017-02-18, which became 23:00 again.
        var start = CivilDate.Of(2017, 2, 19).StartIn(SaoPaulo);

        start.ShouldBe(Instant.FromUtc(2017, 2, 19, 3, 0));
        CivilDate.At(start - Duration.Epsilon, SaoPaulo).ShouldBe(CivilDate.Of(2017, 2, 18));
    }

    [Fact]
    public void A_day_that_a_zone_left_out_begins_when_the_next_one_does()
    {
        // Crossing the date line, Apia's clocks went from 24:00 of 2011-12-29 to 00:00 of the 31st.
        var apia = DateTimeZoneProviders.Tzdb["Pacific/Apia"];

        CivilDate.Of(2011, 12, 30).StartIn(apia).ShouldBe(CivilDate.Of(2011, 12, 31).StartIn(apia));
        CivilDate.At(Instant.FromUtc(2011, 12, 30, 9, 59, 59), apia).ShouldBe(CivilDate.Of(2011, 12, 29));
        CivilDate.At(Instant.FromUtc(2011, 12, 30, 10, 0), apia).ShouldBe(CivilDate.Of(2011, 12, 31));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Shanghai")]
    [InlineData("Pacific/Apia")]
    [InlineData("Australia/Lord_Howe")]
    public void Days_follow_one_another_without_a_gap_and_instants_agree_with_the_calendar(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        for (var date = CivilDate.Of(1965, 1, 1); date < CivilDate.Of(2020, 1, 1); date = date.Plus(1))
        {
            // Apia had no 2011-12-30: crossing the date line, its clocks went from the 29th to the 31st.
            if (id == "Pacific/Apia" && date == CivilDate.Of(2011, 12, 30))
            {
                continue;
            }

            var start = date.StartIn(zone);
            CivilDate.At(start, zone).ShouldBe(date);
            CivilDate.At(start - Duration.Epsilon, zone).ShouldBeLessThan(date);
            CivilDate.From(start.InZone(zone).Date).ShouldBe(date);
        }
    }
}
