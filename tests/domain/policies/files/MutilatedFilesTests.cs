using CreditRisk.Domain.Calendar.Files;
using CreditRisk.Domain.Guards.Files;
using CreditRisk.Domain.Policies.Files;
using CreditRisk.Domain.Score.Files;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace CreditRisk.Tests.Domain.Policies.Files;

public sealed class MutilatedFilesTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
        ["[", "]", "{", "}", "(", ")", ":", ": ", "- ", "\n", "\r\n", "\t", "'", "\"", "\\", "\\U00110000", "#", "&a ", "*a", "!!x ", "|", ">", "%", "---\n", "...", "?", "😀", "\ud83d", "\0", "\u2028", "é", "<<", "9", "and ", "\n  "];

    [Fact]
    public void A_mutilated_file_is_read_or_refused_with_a_place_in_it_but_never_throws()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (policy, mapping, tariff, calendars, floors, card) = (
            Texts.Shipped("policies", "trade-credit.yaml").Text,
            Texts.Shipped("policies", "mapping.yaml").Text,
            Texts.Shipped("tariffs.yaml").Text,
            Texts.Shipped("calendars.yaml").Text,
            Texts.Shipped("floors.yaml").Text,
            Texts.Shipped("scorecards", "behaviour.json").Text);
        for (var i = 0; i < 1_000; i++)
        {
            Check(policy, text => PolicyFile.Parse("p", text).Mistakes);
            Check(mapping, text => PolicyBookLoader.Load(new("m", text), []).Mistakes);
            Check(tariff, text => TariffFile.Parse("t", text).Mistakes);
            Check(calendars, text => CalendarFile.Parse("c", text).Mistakes);
            Check(floors, text => FloorsFile.Parse("f", text).Mistakes);
            Check(card[..random.Next(card.Length / 2, card.Length)], text => ScorecardFile.Parse("s", text).Mistakes);
        }

        void Check(string original, Func<string, IEnumerable<Mistake>> mistakesOf)
        {
            var text = Mutilate(original, random);
            foreach (var mistake in Should.NotThrow(() => mistakesOf(text), $"seed {seed}: {text}"))
            {
                mistake.Line.ShouldBeInRange(1, text.Count(character => character is '\n' or '\r') + 1, $"seed {seed}: {mistake} in {text}");
                mistake.Column.ShouldBeInRange(1, text.Length + 1, $"seed {seed}: {mistake}");
                mistake.Message.ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    private static string Mutilate(string text, Random random)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(text.Length + 1);
            var cut = random.Next(3) == 0 ? random.Next(Math.Min(12, text.Length - at) + 1) : 0;
            text = text[..at] + (random.Next(4) == 0 ? "" : Pieces[random.Next(Pieces.Length)]) + text[(at + cut)..];
        }

        return text;
    }
}
