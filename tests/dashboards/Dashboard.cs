using System.Text.Json.Nodes;
using CreditRisk.Tests.Tidy;

namespace CreditRisk.Tests.Dashboards;

/// <summary>A panel of a dashboard.</summary>
internal sealed record Panel(Dashboard Dashboard, JsonNode Json)
{
    public int Id => Json["id"]!.GetValue<int>();

    public string Type => Json["type"]!.GetValue<string>();

    public string? Title => (string?)Json["title"];

    public (int X, int Y, int Width, int Height) Place =>
        (Json["gridPos"]!["x"]!.GetValue<int>(), Json["gridPos"]!["y"]!.GetValue<int>(), Json["gridPos"]!["w"]!.GetValue<int>(), Json["gridPos"]!["h"]!.GetValue<int>());

    public IReadOnlyList<JsonNode> Targets => [.. (Json["targets"]?.AsArray() ?? []).Select(target => target!)];

    public override string ToString() => $"{Dashboard.Name}: {Title}";
}

/// <summary>A dashboard of <c>dashboards/grafana</c>, as Grafana reads it.</summary>
internal sealed record Dashboard(string Name, JsonNode Json)
{
    /// <summary>The folder.</summary>
    public static readonly string Folder = Path.Combine(Repository.Root, "dashboards", "grafana");

    /// <summary>All dashboards.</summary>
    public static IReadOnlyList<Dashboard> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Folder, "dashboards"), "*.json").Order(StringComparer.Ordinal).Select(file => new Dashboard(Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file))!))];

    public string Uid => Json["uid"]!.GetValue<string>();

    /// <summary>All panels, rows among them.</summary>
    public IReadOnlyList<Panel> Panels => [.. Json["panels"]!.AsArray().Select(panel => new Panel(this, panel!))];

    /// <summary>The variables by name, with what they are.</summary>
    public IReadOnlyDictionary<string, JsonNode> Variables => Json["templating"]!["list"]!.AsArray().ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!, StringComparer.Ordinal);
}
