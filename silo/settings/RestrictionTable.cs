namespace CreditRisk.Silo.Settings;

/// <summary>The section <c>restrictions</c>.</summary>
internal static class RestrictionTable
{
    private const string Yes = "yes";

    public static IReadOnlyList<Setting> All { get; } =
    [
        new TextSetting("restrictions.send", "yes or no", text => text is Yes or "no", s => s.Restrictions.Send ? Yes : "no", (s, v) => s with { Restrictions = s.Restrictions with { Send = v == Yes } },
            "Whether restrictions leave. With `no` everything is decided and shown, and nobody is restricted; what gives supply back always leaves."),
        new NumberSetting("restrictions.intervalSeconds", 1, 3600, s => s.Restrictions.IntervalSeconds, (s, v) => s with { Restrictions = s.Restrictions with { IntervalSeconds = (int)v } },
            "How often it is looked for restrictions that wait for leave."),
        new TextSetting("restrictions.feeds", "names, separated by commas, or empty", _ => true, s => string.Join(',', s.Restrictions.Feeds), (s, v) => s with { Restrictions = s.Restrictions with { Feeds = Lists.Names(v) } },
            "Feeds whose heartbeats (`feed.heartbeat`) must say that they are complete, such as `billing,payments`: while one is silent nobody is restricted."),
        new NumberSetting("restrictions.feedSilenceHours", 1, 720, s => s.Restrictions.FeedSilenceHours, (s, v) => s with { Restrictions = s.Restrictions with { FeedSilenceHours = (int)v } },
            "How long ago a feed may have been complete."),
        new NumberSetting("restrictions.bulkPerHour", 0, 1_000_000, s => s.Restrictions.BulkPerHour, (s, v) => s with { Restrictions = s.Restrictions with { BulkPerHour = (int)v } },
            "After so many restrictions in one hour the kill switch is set by itself, and a person must look; 0 for no such brake."),
    ];
}
