using System.Globalization;
using System.Xml.Linq;

namespace CreditRisk.Silo.Comparison.Page;

/// <summary>
/// Elements of a page. They are a tree of XML, so that every text from outside is escaped by whoever writes the tree, and a page that is not well-formed cannot be made.
/// </summary>
internal static class Tags
{
    /// <summary>An element with a text and without attributes; it keeps its end tag when the text is empty, which HTML asks for.</summary>
    public static XElement Text(string name, string text) => new(name, text);

    /// <summary>An attribute.</summary>
    public static XAttribute With(string name, string value) => new(name, value);

    /// <summary>An attribute with a number, of at most two decimals.</summary>
    public static XAttribute With(string name, double value) => new(name, Number(value));

    /// <summary>A number as attributes have it.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A table with a heading for each column and for each row.</summary>
    /// <param name="caption">What it is.</param>
    /// <param name="headings">The headings of the columns.</param>
    /// <param name="rows">The rows; the first cell of each is its heading.</param>
    public static XElement Table(string caption, IEnumerable<string> headings, IEnumerable<string[]> rows) => new(
        "table",
        Text("caption", caption),
        new XElement("thead", new XElement("tr", headings.Select(heading => new XElement("th", With("scope", "col"), heading)))),
        new XElement("tbody", rows.Select(row => new XElement("tr", new XElement("th", With("scope", "row"), row[0]), row.Skip(1).Select(cell => Text("td", cell))))));

    /// <summary>Something that is folded up until it is asked for.</summary>
    public static XElement Folded(string summary, XElement content) => new("details", Text("summary", summary), content);
}
