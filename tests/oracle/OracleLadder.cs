using CreditRisk.Domain.Events;
using CreditRisk.Domain.Time;
using NodaTime;

namespace CreditRisk.Tests.Oracle;

/// <summary>What one evaluation is made from.</summary>
/// <param name="Now">The instant of the evaluation.</param>
/// <param name="Today">Its local day.</param>
/// <param name="Zone">The account's zone.</param>
/// <param name="Cause">The record that caused it, or null when time alone did.</param>
/// <param name="Ledger">The items.</param>
/// <param name="Figures">The figures.</param>
/// <param name="OldestDue">The due date of the item that gives <c>daysPastDue</c>, or null.</param>
/// <param name="HoldOn">Whether a hold is on.</param>
/// <param name="FiguresThen">
/// The figures as they should have been at an earlier instant, or null where the cause is no payment that was made by then.
/// </param>
/// <param name="AfterHolds">The first day, not before one, on which no hold was on.</param>
internal sealed record OracleMoment(
    Instant Now,
    CivilDate Today,
    DateTimeZone Zone,
    AccountEvent? Cause,
    OracleLedger Ledger,
    OracleFigures Figures,
    CivilDate? OldestDue,
    bool HoldOn,
    Func<Instant, OracleFigures?> FiguresThen,
    Func<CivilDate, CivilDate> AfterHolds)
{
    /// <summary>The business time of the cause: the record's, or the instant itself.</summary>
    public Instant CausedAt => Instant.Min(Now, Cause?.Header.Time ?? Now);
}

/// <summary>"The ladder": reminders, leaving, episodes, entering directly, climbing, in this order.</summary>
internal sealed class OracleLadder(OraclePolicy policy)
{
    private sealed record Entry(OracleStep Step, int Number, int Episode, bool Direct, Instant EffectiveAt, CivilDate RaisedOn);

    private readonly List<Entry> _active = [];
    private readonly List<OracleStage> _entered = [];
    private readonly List<string> _reminded = [];
    private int _episodes;
    private bool _episodeRuns;

    public List<OracleWarning> Warnings { get; } = [];

    private int Episode => _episodeRuns ? _episodes : 0;

    public OracleStage Stage(OracleLedger ledger) =>
        _active.Count > 0 ? _active.Max(entry => entry.Step.Stage)
        : _reminded.Exists(id => ledger.Find(id)!.OpenUndisputed > 0) ? OracleStage.Reminder
        : OracleStage.Good;

    public ActiveEntry[] ActiveEntries() =>
        [.. _active.OrderBy(entry => entry.Step.Stage).Select(entry => new ActiveEntry(entry.Step.Stage, entry.Episode, entry.Number))];

    public void Evaluate(OracleMoment moment)
    {
        Remind(moment);
        Leave(moment);
        CountEpisodes(moment);
        EnterDirectly(moment);
        Climb(moment);
    }

    private void Remind(OracleMoment moment)
    {
        foreach (var item in moment.Ledger.Items)
        {
            var first = item.Due.Plus(policy.ReminderOffset);
            if (first <= moment.Today && moment.Today <= item.Due && item.OpenUndisputed > policy.TrivialFloor
                && !moment.HoldOn && !_reminded.Contains(item.Id))
            {
                _reminded.Add(item.Id);

                // Two parts: the day, as with daysPastDue, and the amount that is open.
                var effectiveAt = Instant.Max(first.StartIn(moment.Zone), moment.CausedAt);
                Warnings.Add(new(OracleWarningKind.Raised, OracleStage.Reminder, 0, Count(OracleStage.Reminder), effectiveAt, moment.Now));
            }
        }
    }

    private void Leave(OracleMoment moment)
    {
        foreach (var entry in _active.OrderByDescending(entry => entry.Step.Stage).ToList())
        {
            if (entry.Step.Exit(moment.Figures) && (entry.Step.StayDays == 0 || moment.Today - entry.RaisedOn >= entry.Step.StayDays))
            {
                _active.Remove(entry);
                var kind = WasWrong(entry, moment) ? OracleWarningKind.Withdrawn : OracleWarningKind.Cleared;
                Warnings.Add(new(kind, entry.Step.Stage, entry.Episode, entry.Number, moment.CausedAt, moment.Now));
            }
        }
    }

    private static bool WasWrong(Entry entry, OracleMoment moment)
    {
        var condition = entry.Direct ? entry.Step.Direct! : entry.Step.Enter;
        return moment.FiguresThen(entry.EffectiveAt) is { } figures && !condition(figures);
    }

    private void CountEpisodes(OracleMoment moment)
    {
        var runs = moment.Figures.Actionable > 0;
        if (runs && !_episodeRuns)
        {
            _episodes++;
        }

        _episodeRuns = runs;
    }

    private void EnterDirectly(OracleMoment moment)
    {
        var stage = Stage(moment.Ledger);
        var step = policy.Steps.LastOrDefault(step => step.Stage > stage && step.Direct is { } direct && direct(moment.Figures));
        if (step is not null)
        {
            Enter(step, direct: true, moment.CausedAt, moment);
        }
    }

    private void Climb(OracleMoment moment)
    {
        while (true)
        {
            var stage = Stage(moment.Ledger);
            var next = policy.Steps.FirstOrDefault(step => step.Stage > stage);
            var below = _active.Find(entry => entry.Step.Stage == stage);
            if (next is null || !next.Enter(moment.Figures) || (below is not null && moment.Today - moment.AfterHolds(below.RaisedOn) < next.AfterDays))
            {
                return;
            }

            var reachedOn = moment.OldestDue!.Value.Plus(next.EnterDays);
            Enter(next, direct: false, reachedOn.StartIn(moment.Zone), moment);
        }
    }

    private void Enter(OracleStep step, bool direct, Instant trueSince, OracleMoment moment)
    {
        var effectiveAt = Instant.Min(trueSince, moment.Now);
        var entry = new Entry(step, Count(step.Stage), Episode, direct, effectiveAt, moment.Today);
        _active.Add(entry);
        Warnings.Add(new(OracleWarningKind.Raised, step.Stage, entry.Episode, entry.Number, effectiveAt, moment.Now));
    }

    // The number of the next entry of a stage.
    private int Count(OracleStage stage)
    {
        _entered.Add(stage);
        return _entered.Count(entered => entered == stage);
    }
}
