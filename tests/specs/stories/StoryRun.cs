using CreditRisk.Domain.Account;
using CreditRisk.Ingest.CloudEvents;
using CreditRisk.Tests.Oracle;
using CreditRisk.Tests.Properties;
using CreditRisk.Tests.Specs.Reading;
using NodaTime;

namespace CreditRisk.Tests.Specs.Stories;

/// <summary>Tells a story to the rules: facts as their senders write them, then time up to each moment at which a figure is expected, then to the end of the last day.</summary>
internal sealed class StoryRun
{
    private static readonly LocalTime Noon = new(12, 0);

    private readonly Story _story;
    private readonly AccountRun _account;
    private readonly FactWriter _writer;
    private readonly List<Observed> _observed = [];
    private readonly List<string> _problems = [];
    private Instant _now = Instant.MinValue;
    private int _effects;
    private int _lost;

    private StoryRun(Story story)
    {
        _story = story;
        _account = new AccountRun(story.Rules);
        _writer = new FactWriter(story, _account);
    }

    /// <summary>Everything that is not as the story expects it; nothing where it is right.</summary>
    public static IReadOnlyList<string> Problems(Story story)
    {
        var run = new StoryRun(story);
        run.Tell();
        run._problems.AddRange(Sequence.Problems(story.Row, [.. story.Effects], run._observed, story.Zone));
        return run._problems;
    }

    private static LocalDateTime LatestOf(LocalDate day) => day.PlusDays(1).AtMidnight().PlusMilliseconds(-1);

    private void Tell()
    {
        if (_story.Registration is { } registration)
        {
            var kind = new FactKind("customer.registered", []);
            Log(_writer.Send(kind, registration, At(_story.First.AtMidnight())), At(_story.First.AtMidnight()));
        }

        var figures = new Queue<Dated<FigureReader?>>(_story.Expected.Where(expected => expected.Meaning is not null));
        foreach (var fact in _story.Facts)
        {
            var known = InstantOf(fact.Known);
            Check(figures, known);

            // What is answered must have been asked for.
            Advance(known);
            Log(_writer.Send(fact.Meaning, fact.Said, fact.Known == fact.When ? known : At(fact.When.At(Noon))), known);
        }

        Check(figures, Instant.MaxValue);
        Advance(At(LatestOf(_story.Last)));
    }

    // Noon, or a second after what was told before it where that is later.
    private Instant InstantOf(Moment moment)
    {
        var at = At(moment.At(Noon));
        return moment.Time is null && at <= _now && At(LatestOf(moment.Date)) > _now ? _now + Duration.FromSeconds(1) : at;
    }

    private void Log(DecodeResult decoded, Instant at)
    {
        _now = at;
        if (!decoded.IsEvent)
        {
            Advance(at);
            _observed.Add(EffectWords.Refused(at, decoded.Refusal!.Value.Reason, decoded.Refusal.Value.Message));
            return;
        }

        _account.Apply(new TimedRecord(decoded.Event, at));
        Observe();
        var last = _account.Last;
        if (last.Outcome != Outcome.Applied)
        {
            _observed.Add(last.Outcome == Outcome.Refused ? EffectWords.Refused(at, last.Reason!, last.Message!) : EffectWords.Repeated(at));
        }
    }

    private void Check(Queue<Dated<FigureReader?>> figures, Instant until)
    {
        while (figures.TryPeek(out var next) && At(next.When.Time is { } time ? next.When.Date + time : LatestOf(next.When.Date)) is var at && at < until)
        {
            Advance(at);
            Check(figures.Dequeue());
        }
    }

    private void Check(Dated<FigureReader?> expected)
    {
        var found = _account.IsOpened ? expected.Meaning!(_account, expected.Said) : "none, since there is no account yet";
        if (!expected.Said.Blanks[FigureWords.Value].Is(found))
        {
            _problems.Add($"{_story.Row.File}:{expected.At.Line}:{expected.At.Column}: {expected.When}: expected {expected.Phrase.Name} {expected.Said[FigureWords.Value]}, found {found}");
        }
    }

    private void Advance(Instant at)
    {
        if (_account.IsOpened && at > _account.State.Now)
        {
            _account.Advance(at);
            Observe();
        }
    }

    private void Observe()
    {
        _observed.AddRange(_account.Effects.Skip(_effects).Select(effect => EffectWords.Of(effect, _story.Zone))
            .Concat(_account.Lost.Skip(_lost).Select(EffectWords.Of)).OrderBy(effect => effect.At));
        (_effects, _lost) = (_account.Effects.Count, _account.Lost.Count);
    }

    private Instant At(LocalDateTime local) => local.InZoneLeniently(_story.Zone).ToInstant();
}
