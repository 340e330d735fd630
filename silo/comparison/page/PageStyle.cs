namespace CreditRisk.Silo.Comparison.Page;

/// <summary>How the page looks, by light and by dark. The two colours of the sides are told apart by all kinds of eyes, and the lines by their dashes too.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet. It has none of the characters that XML would escape.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #ffffff; --rule: #d8dee4; --old: #0072b2; --new: #b34a00; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa4ae; --paper: #0d1117; --rule: #30363d; --old: #6cb8ee; --new: #f0a030; } }
        body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; text-transform: none; }
        .soft { color: var(--soft); } .swatch { font-weight: 600; } .swatch.old { color: var(--old); } .swatch.new { color: var(--new); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 0.8rem 0; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
        th, td { padding: 0.2rem 0.7rem; border-bottom: 1px solid var(--rule); text-align: right; vertical-align: top; }
        th[scope=row], th:first-child, td.words { text-align: left; }
        figure { margin: 1.2rem 0; } figcaption { font-weight: 600; }
        svg { width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 12px; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .line.old { stroke: var(--old); stroke-dasharray: 6 4; } .line.new { stroke: var(--new); }
        .bar { fill: var(--soft); } .bar.moved { fill: var(--new); }
        details { margin: 0.3rem 0; } summary { cursor: pointer; color: var(--soft); }
        """;
}
