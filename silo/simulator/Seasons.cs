namespace CreditRisk.Silo.Simulator;

/// <summary>How use changes over the year, as thousandths of the average, for each day of the year.</summary>
internal static class Seasons
{
    // The middles of the months, January to December; the days between are interpolated.
    private static readonly int[] Lighting = Curve(1250, 1200, 1080, 960, 880, 840, 830, 850, 920, 1010, 1130, 1230);
    private static readonly int[] Heating = Curve(2100, 1900, 1500, 900, 450, 250, 200, 210, 420, 950, 1550, 2000);
    private static readonly int[] Water = Curve(920, 920, 940, 980, 1040, 1120, 1170, 1160, 1050, 980, 920, 910);
    private static readonly int[] Campaign = Curve(900, 500, 450, 450, 500, 600, 800, 1100, 1900, 2100, 1900, 1400);
    private static readonly int[] Summer = Curve(700, 720, 850, 1000, 1150, 1300, 1400, 1350, 1150, 950, 750, 680);

    /// <summary>The curve of a service at a customer.</summary>
    public static int[] For(in CustomerProfile customer, Service service) => service switch
    {
        Service.Gas => Heating,
        Service.Water => Water,
        _ when customer.Kind == CustomerKind.Factory => (customer.Number % 3) switch { 0 => Campaign, 1 => Summer, _ => Lighting },
        _ => Lighting,
    };

    private static int[] Curve(params ReadOnlySpan<int> months)
    {
        var days = new int[366];
        for (var day = 0; day < days.Length; day++)
        {
            // In thousandths of a month since the middle of January.
            var at = ((day * 12_000) / days.Length) + 11_500;
            var month = (at / 1_000) % 12;
            var part = at % 1_000;
            days[day] = ((months[month] * (1_000 - part)) + (months[(month + 1) % 12] * part)) / 1_000;
        }

        return days;
    }
}
