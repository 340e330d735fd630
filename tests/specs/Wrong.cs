using CreditRisk.Tests.Specs.Reading;
using CreditRisk.Tests.Specs.Stories;

namespace CreditRisk.Tests.Specs;

/// <summary>Makes stories wrong, one expectation at a time.</summary>
internal static class Wrong
{
    /// <summary>The story with each effect left out, and a day early; with each figure another; and with each other detail another.</summary>
    public static IEnumerable<(string What, Story Story)> Of(Story story)
    {
        foreach (var (index, expected) in story.Expected.Index())
        {
            var where = $"{expected.When} {expected.Phrase.Name}";
            if (expected.Meaning is null && expected.Phrase != Story.Nothing)
            {
                yield return ($"{where} left out", With(story, index, expected with { Phrase = Story.Nothing }));
                yield return ($"{where} a day early", With(story, index, expected with { When = expected.When with { Date = expected.When.Date.PlusDays(-1) } }));
            }

            foreach (var blank in expected.Said.Blanks.Where(blank => expected.Meaning is null || blank.Key == FigureWords.Value))
            {
                var said = new Said();
                foreach (var other in expected.Said.Blanks)
                {
                    said.Blanks[other.Key] = other.Key == blank.Key ? Changed(other.Value) : other.Value;
                }

                yield return ($"{where} with another {blank.Key}", With(story, index, expected with { Said = said }));
            }
        }
    }

    private static Filled Changed(Filled blank) =>
        blank with { Text = blank.Text == "undefined" ? "1" : "9" + blank.Text, Moment = blank.Moment with { Date = blank.Moment.Date.PlusDays(1) } };

    private static Story With(Story story, int index, Dated<FigureReader?> expected) => story with { Expected = [.. story.Expected.Take(index), expected, .. story.Expected.Skip(index + 1)] };
}
